package dev.constitution.runner.model;

import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * What a large file is known by, without reading all of it: SHA-256 of its length, its first mebibyte, where a GGUF file has
 * its header, its last, and 64 blocks between them. Two models differ in nearly every block.
 */
final class FileSample {
    private static final int END = 1 << 20;
    private static final int BLOCK = 1 << 16;
    private static final int BLOCKS = 64;

    private FileSample() {}

    static String of(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            MessageDigest digest = Sha256.digest();
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
            add(digest, channel, 0, END);
            for (int i = 1; i <= BLOCKS; i++) {
                add(digest, channel, size / (BLOCKS + 1) * i, BLOCK);
            }
            add(digest, channel, Math.max(0, size - END), END);
            return Sha256.hex(digest);
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static void add(MessageDigest digest, FileChannel file, long position, int length) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(length);
        while (block.hasRemaining() && file.read(block, position + block.position()) >= 0) {}
        digest.update(block.flip());
    }
}
