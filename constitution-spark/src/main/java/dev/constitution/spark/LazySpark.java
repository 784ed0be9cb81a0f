package dev.constitution.spark;

import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A Spark whose session is made where something asks for it: that, and one plan, cost as much CPU as all else of a driver's start.
 *
 * @param setting a setting's value, or else the second text
 */
record LazySpark(JavaSparkContext context, Supplier<SparkSession> session, BinaryOperator<String> setting) {
    private static final int SLICES_A_PART = 100;

    static LazySpark of(SparkSession session) {
        return new LazySpark(
                new JavaSparkContext(session.sparkContext()),
                () -> session,
                (name, otherwise) -> session.conf().get(name, otherwise));
    }

    static LazySpark of(SparkContext context) {
        return new LazySpark(
                new JavaSparkContext(context),
                () -> SparkSession.builder().getOrCreate(),
                (name, otherwise) -> context.getConf().get(name, otherwise));
    }

    /** In how many parts slices go of which each is quickly done. */
    int fewParts(long slices) {
        return Math.toIntExact(Math.max(2L * context.defaultParallelism(), slices / SLICES_A_PART));
    }

    Configuration hadoop() {
        return context.hadoopConfiguration();
    }
}
