"""Spreadsheets in; workbooks, reports and charts out."""
