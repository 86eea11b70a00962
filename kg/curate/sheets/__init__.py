"""``kg add``: read claims from spreadsheets, and write them into spreadsheets."""
