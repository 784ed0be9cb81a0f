package dev.constitution.runner.batch;

/** JSON in one line, without white space around its marks: some writers indent it. */
final class JsonLine {
    private JsonLine() {}

    /** The same JSON. */
    static String of(String json) {
        if (json.indexOf('\n') < 0) {
            return json;
        }
        StringBuilder line = new StringBuilder(json.length());
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                inText = !inText;
            }
            if (inText || c > ' ') {
                line.append(c);
            }
            if (inText && c == '\\') {
                i++;
                line.append(json.charAt(i));
            }
        }
        return line.toString();
    }
}
