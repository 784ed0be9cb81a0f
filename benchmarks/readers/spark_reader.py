"""Spark, which infers JSON's types from all rows; of a folder, its pairs. Needs Java 17 or later, as all here."""
# packages: pyspark==4.2.0
# forms: hf.parquet native native.parquet trl trl.parquet sft trl-standard trl-reward.parquet
import os

from pyspark.sql import SparkSession

import forms

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")


def read(form, path):
    if form == "hf":
        form, path = "native", os.path.join(path, "data", "*_prefs.parquet")
    frame = spark.read.parquet(path) if path.endswith(".parquet") else spark.read.json(path)
    return forms.rows(form, (row.asDict(True) for row in frame.collect()))
