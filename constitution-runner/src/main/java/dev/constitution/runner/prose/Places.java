package dev.constitution.runner.prose;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;

/** Where a document's lines begin: its lines by offset, and bytes by line. */
final class Places {
    /** A line's number from 1, and its first byte in the file. */
    private record Line(int number, long firstByte) {}

    private final ProseDocument document;
    private final NavigableMap<Integer, Line> lines = new TreeMap<>();

    Places(ProseDocument document) {
        this.document = document;
        String text = document.text();
        Matcher end = LineEnds.PATTERN.matcher(text);
        int from = 0;
        long bytes = 0;
        lines.put(0, new Line(1, 0));
        while (end.find()) {
            bytes += size(from, end.end());
            from = end.end();
            lines.put(from, new Line(lines.size() + 1, bytes));
        }
    }

    private long size(int from, int to) {
        return document.text().substring(from, to).getBytes(StandardCharsets.UTF_8).length;
    }

    /** The first and the last line of a piece, from 1, without the empty ones behind it. */
    List<Integer> lines(Piece piece) {
        return lines(piece.from(), piece.to());
    }

    List<Integer> lines(int from, int to) {
        int end = from + document.text().substring(from, to).stripTrailing().length();
        return List.of(line(from), line(Math.max(from, end - 1)));
    }

    private int line(int offset) {
        return lines.floorEntry(offset).getValue().number();
    }

    /** The first byte of a piece in the file, and the one behind its last. */
    List<Long> bytes(Piece piece) {
        return List.of(firstByte(piece.from()), firstByte(piece.to()));
    }

    private long firstByte(int offset) {
        Map.Entry<Integer, Line> line = lines.floorEntry(offset);
        return line.getValue().firstByte() + size(line.getKey(), offset);
    }
}
