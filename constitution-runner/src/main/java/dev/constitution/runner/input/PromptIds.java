package dev.constitution.runner.input;

import dev.constitution.chat.Message;
import dev.constitution.chat.Sha256;
import dev.constitution.runner.base.HashIndex;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Names prompts that came without an id by their content, so that a name does not depend on the row's place: {@code p-}
 * and 16 hexadecimal digits of the turns' SHA-256, with {@code -2}, {@code -3}, … for further rows of the same turns. Tools
 * take no part, so that rows keep the names under which earlier runs have them. Not thread-safe.
 */
public final class PromptIds implements Closeable {
    private final HashIndex occurrences = new HashIndex();

    public String next(List<Message> messages) {
        String id = of(messages);
        long earlier = occurrences.update(id, n -> n + 1);
        return earlier == 0 ? id : id + "-" + (earlier + 1);
    }

    /** The name of the first row of these turns. */
    public static String of(List<Message> messages) {
        return "p-" + HexFormat.of().formatHex(hash(messages), 0, 8);
    }

    /** Each field is preceded by its length, so that no two conversations run together. */
    private static byte[] hash(List<Message> messages) {
        MessageDigest digest = Sha256.digest();
        for (Message message : messages) {
            add(digest, message.role().label());
            add(digest, message.inWords());
        }
        return digest.digest();
    }

    private static void add(MessageDigest digest, String field) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(field.length()).array());
        digest.update(Sha256.units(field));
    }

    @Override
    public void close() {
        occurrences.close();
    }
}
