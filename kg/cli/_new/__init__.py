"""What ``kg new`` makes, one module each."""
