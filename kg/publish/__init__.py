"""What leaves the house: files, pages, pictures and terminal text."""
