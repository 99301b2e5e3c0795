"""Parses statements by sqlfluff's grammar of Redshift. stdin: a JSON list of texts; stdout: for each, what is wrong."""

import json
import sys
from multiprocessing import Pool

from sqlfluff.core import FluffConfig, Linter


def refusals(statement):
    # As it is: not a template, and whatever its length.
    settings = {"dialect": "redshift", "templater": "raw", "large_file_skip_byte_limit": 0}
    linter = Linter(config=FluffConfig(overrides=settings))
    parsed = linter.parse_string(statement)
    return [f"line {found.line_no}, column {found.line_pos}: {found.desc()}" for found in parsed.violations]


if __name__ == "__main__":
    with Pool(2) as pool:
        json.dump(pool.map(refusals, json.load(sys.stdin), chunksize=8), sys.stdout)
