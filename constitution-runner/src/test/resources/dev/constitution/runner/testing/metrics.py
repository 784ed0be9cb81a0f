"""Reads metrics in Prometheus's text form by Prometheus's own parser, and prints each metric with its type and its values."""

import sys

from prometheus_client.parser import text_string_to_metric_families

for family in text_string_to_metric_families(sys.stdin.read()):
    print(family.name, family.type, bool(family.documentation), sep="\t")
    for sample in family.samples:
        labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
        print(sample.name, labels, f"{sample.value:g}", sep="\t")
