package dev.constitution.runner.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
    @Test
    void next_rowLargerThanMemoryMayHold_isPassedOverInConstantMemory() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 3L << 30;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int count = (int) Math.min(left, length);
                Arrays.fill(buffer, offset, offset + count, (byte) 'x');
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        RecordReader reader = new RecordReader(endless, RecordBoundary.lines(), 1 << 20);

        assertThat(reader.next())
                .isNotNull()
                .extracting(RawRecord::fault)
                .asString()
                .startsWith("the row is 3221225472 bytes long");
    }
}
