"""What an import says of files and rows that it could not take as they are, and the message that says it in words.

A key is a pattern of the whole sentence; its groups fill the places of the message.
"""

from __future__ import annotations

PHRASES = {
    r"has a time that no clock shows": "refused.clock",
    r"is a number of which a spreadsheet kept only the first (?P<digits>\d+) digits": "refused.lost_digits",
    r"has more than (?P<most>[\d,]+) characters \(limits\.cell_characters in funnel\.toml\)": "refused.long_cell",
    r"the row is longer than 20 MB": "refused.long_row",
    r"is a heading over merged cells, not a row": "refused.heading",
    r"repeats the header": "refused.header",
    r"is a note below the table, not a row": "refused.note",
    r"1 cell holds an error and is read as empty: (?P<cells>.+)\.": "told.cell_error",
    r"Cells merged over several rows count for each of them\.": "told.merged",
    r"Hidden rows are read like the others: (?P<rows>\d+)\.": "told.hidden_rows",
    r"Hidden columns are read like the others: (?P<columns>.+)\.": "told.hidden_columns",
    r"Read as empty in (?P<header>.+?): (?P<texts>\".+)\.": "told.read_as_empty",
    r"(?P<file>.+) is empty\.": "file.empty",
    r"(?P<file>.+) has a header but no rows\.": "file.no_rows",
    r"(?P<file>.+) holds no CSV, Excel, Parquet or JSON file\.": "file.nothing",
    r"(?P<file>.+) is a (?P<make>\S+) archive, of which only ZIP and GZIP are read; unpack it\.": "file.other_archive",
    r"(?P<file>.+) is an archive inside an archive; unpack it and import what is inside\.": "file.nested",
    r"(?P<file>.+) is locked with a password; unpack it and import what is inside\.": "file.archive_locked",
    (
        r"(?P<file>.+) is packed in a way that cannot be read here; unpack it and import what is inside\."
    ): "file.archive_packed",
    r"(?P<file>.+) cannot be unpacked; it is damaged or incomplete\.": "file.archive_torn",
    (
        r"(?P<file>.+) holds (?P<count>\d+) files, more than limits\.archive_files in funnel\.toml allows "
        r"\((?P<most>\d+)\)\."
    ): "file.many_files",
    (
        r"(?P<file>.+) is too large: what archives hold may be (?P<most>\d+) MB unpacked in all "
        r"\(limits\.unpacked_mb in funnel\.toml\)\."
    ): "file.unpacked",
    (
        r"(?P<file>.+) grows to more than (?P<times>\d+) times its size when it is unpacked, which exports do "
        r"not \(limits\.archive_ratio in funnel\.toml\)\."
    ): "file.grows",
    r"(?P<file>.+) is larger than limits\.file_mb in funnel\.toml allows \((?P<most>[\d,]+) MB\)\.": "file.too_large",
    (
        r"(?P<file>.+) has (?P<count>[\d,]+) columns, more than limits\.columns in funnel\.toml allows "
        r"\((?P<most>[\d,]+)\)\."
    ): "file.columns",
    (
        r"(?P<file>.+): the sheet \"(?P<sheet>.+)\" reaches over (?P<rows>[\d,]+) rows and "
        r"(?P<columns>[\d,]+) columns, more cells than limits\.sheet_cells in funnel\.toml allows "
        r"\((?P<most>[\d,]+)\); delete what stands far from the table\."
    ): "file.sheet_cells",
    r"(?P<file>.+) is locked with a password; open it, save it without one and import that\.": "file.book_locked",
    r"(?P<file>.+) cannot be read as a workbook; it is damaged or none\.": "file.no_book",
    r"(?P<file>.+) cannot be read as Parquet; it is damaged or none\.": "file.no_parquet",
    r"(?P<file>.+) cannot be read as CSV; it may be damaged\.": "file.no_csv",
    r"(?P<file>.+) has nothing on its visible sheets; hidden ones are not read: (?P<sheets>.+)\.": "file.all_hidden",
    r"(?P<file>.+) is a PDF, which shows a table but holds none; export it as CSV or Excel\.": "file.pdf",
    (
        r"(?P<file>.+) is a web page, whatever its suffix says; open it in Excel, save it as a workbook "
        r"\(\.xlsx\) or CSV and import that\."
    ): "file.page",
    (
        r"(?P<file>.+) is XML, whatever its suffix says; open it in Excel, save it as a workbook \(\.xlsx\) "
        r"or CSV and import that\."
    ): "file.xml",
    r"(?P<file>.+) is not a text file; exports are CSV, Excel, Parquet or JSON files\.": "file.no_text",
    r"(?P<file>.+) is UTF-16 text without its mark\. .+": "file.utf16",
    (
        r"(?P<file>.+) is not (?P<encoding>\S+) text: line (?P<line>\d+) holds (?P<bytes>.+), which is no "
        r"character there\. .+"
    ): "file.other_letters",
    r"(?P<file>.+) has dates in more than one order; .+": "file.orders",
    (
        r"(?P<file>.+) was read as (?P<table>\w+) but has no column for (?P<columns>.+)\. Its columns are: "
        r"(?P<headers>.+)\."
    ): "file.lacks",
    r"(?P<file>.+) is a list, but not of objects: line (?P<line>\d+) has (?P<text>.+)\.": "file.no_objects",
    r"(?P<file>.+) is one JSON object; records are read one per line or in a list\.": "file.one_object",
    r"(?P<file>.+) ends on line (?P<line>\d+) before its list does; it is incomplete\.": "file.list_torn",
    r"(?P<file>.+) cannot be read as JSON from line (?P<line>\d+) on; it is damaged\.": "file.json_torn",
    r"(?P<file>.+) holds no JSON objects, one per line or in a list\..*": "file.json_empty",
    (
        r"(?P<file>.+) separates its columns by \"(?P<mark>.+)\"; only single characters can be read\. .+"
    ): "file.long_mark",
    r"No row of (?P<file>.+) could be read\. The first: line (?P<line>\d+), (?P<what>.+)\.": "file.no_row_read",
    r"(?P<file>.+) is a link to a file outside of its folder; name that file itself to import it\.": "file.link",
}
