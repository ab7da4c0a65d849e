"""Files as people give them, checked and read into tables of text: csv, tsv, txt, xlsx, xlsm."""
