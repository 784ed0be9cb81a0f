package dev.constitution.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;

/** Parquet as Spark writes it, without a plan of Spark's: the compiling of one costs more than many slices. */
final class ParquetFile {
    private ParquetFile() {}

    /**
     * Writes a file.
     *
     * @param texts columns of which hardly two values are equal
     */
    static void write(
            OutputStream out, MessageType schema, List<String> texts, Iterator<ObjectNode> rows, Configuration hadoop)
            throws IOException {
        Builder builder = new Builder(out, schema).withConf(hadoop).withCompressionCodec(CompressionCodecName.SNAPPY);
        texts.forEach(column -> builder.withDictionaryEncoding(column, false));
        try (ParquetWriter<ObjectNode> writer = builder.build()) {
            while (rows.hasNext()) {
                writer.write(rows.next());
            }
        }
    }

    /** Reads a file's rows, of them these columns. */
    static void read(Path file, MessageType columns, Configuration hadoop, Consumer<Group> rows) throws IOException {
        Configuration settings = new Configuration(hadoop);
        settings.set(ReadSupport.PARQUET_READ_SCHEMA, columns.toString());
        try (ParquetReader<Group> reader = new Reader(HadoopInputFile.fromPath(file, settings))
                .withConf(settings)
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.accept(row);
            }
        }
    }

    private static final class Builder extends ParquetWriter.Builder<ObjectNode, Builder> {
        private final MessageType schema;

        Builder(OutputStream out, MessageType schema) {
            super(new Output(out));
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // of the two it is the one that must be there
        protected WriteSupport<ObjectNode> getWriteSupport(Configuration configuration) {
            return new TreeSupport(schema);
        }
    }

    private static final class Reader extends ParquetReader.Builder<Group> {
        Reader(InputFile file) {
            super(file);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    /** A file that is open already. */
    private record Output(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new Counted(out);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private static final class Counted extends DelegatingPositionOutputStream {
        private long position;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int one) throws IOException {
            super.write(one);
            position++;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            write(bytes, 0, bytes.length);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            super.write(bytes, from, length);
            position += length;
        }
    }
}
