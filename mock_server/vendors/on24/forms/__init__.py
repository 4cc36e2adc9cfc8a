"""What clients send, understood: dates, intervals, starts, phones, forms, files."""
