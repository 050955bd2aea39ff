"""The record as an Annex A workbook: lists 1 to 11, as Ofsted asks for them.

Each area declares its lists as a table of headings and ways to work out their cells; the
machine that finds rows and writes sheets is written once. Whom a list asks for, and what its
columns mean, follows the guidance in Ofsted's template of August 2019; the later layout is
known from its headings alone.
"""
