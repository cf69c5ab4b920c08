"""Prints every fault that openapi-spec-validator finds in the documents that are named, and how many documents there were."""

import json
import sys

from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

VALIDATORS = {"3.0.3": OpenAPIV30SpecValidator, "3.1.0": OpenAPIV31SpecValidator}

for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    for error in VALIDATORS[document["openapi"]](document).iter_errors():
        print(path, list(error.absolute_path), error.message[:300])
print(len(sys.argv) - 1, "documents")
