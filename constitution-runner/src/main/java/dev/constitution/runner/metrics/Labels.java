package dev.constitution.runner.metrics;

import java.util.ArrayList;
import java.util.List;

/** What tells a metric's values apart, names and values in turn. */
record Labels(List<String> pairs) {
    static final Labels NONE = new Labels(List.of());

    Labels {
        pairs = List.copyOf(pairs);
    }

    static Labels of(String... pairs) {
        return new Labels(List.of(pairs));
    }

    Labels and(String name, String value) {
        List<String> all = new ArrayList<>(pairs);
        all.add(name);
        all.add(value);
        return new Labels(all);
    }

    /** In Prometheus's text form: <code>{name="value"}</code>; nothing where there are none. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pairs.size(); i += 2) {
            text.append(i == 0 ? '{' : ',')
                    .append(pairs.get(i))
                    .append("=\"")
                    .append(escaped(pairs.get(i + 1)))
                    .append('"');
        }
        return text.append(text.isEmpty() ? "" : "}").toString();
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
