"""Spark, which infers JSON's types from all rows."""
# packages: pyspark==4.2.0
# formats: hf.parquet native native.parquet trl trl.parquet sft trl-standard trl-reward.parquet
import os
import sys

from pyspark.sql import SparkSession

import forms

form, path = sys.argv[1:]
if form == "hf":
    form, path = "native", os.path.join(path, "data", "*_prefs.parquet")
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
frame = spark.read.parquet(path) if path.endswith(".parquet") else spark.read.json(path)
forms.show(form, [row.asDict(True) for row in frame.collect()])
