"""What a text says where: passages, numbers, dates, and whether a claim is found there."""
