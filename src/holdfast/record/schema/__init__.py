"""What a table of the record is: columns, conditions on a row, how it lies in Parquet."""
