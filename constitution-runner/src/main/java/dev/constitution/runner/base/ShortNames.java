package dev.constitution.runner.base;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.util.List;

/** Records as JSON whose most frequent fields stand by a letter: in many small records names take more than what they name. */
public final class ShortNames {
    private static final NamingBase SNAKE_CASE = new PropertyNamingStrategies.SnakeCaseStrategy();

    private ShortNames() {}

    /**
     * Writes and reads records like {@link Json}.
     *
     * @param names the fields that stand by a letter, from A on
     */
    public static ObjectMapper mapper(List<String> names) {
        return Json.MAPPER
                .copy()
                .setAnnotationIntrospector(new ByLetter(new Letters(List.copyOf(names))))
                .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES.mappedFeature());
    }

    /** Whether a name is one of the letters, and needs no quotes. */
    public static boolean isOne(String name) {
        return name.length() == 1 && name.charAt(0) >= 'A' && name.charAt(0) <= 'Z';
    }

    private static final class Letters extends NamingBase {
        private static final long serialVersionUID = 1L;

        private final List<String> names;

        Letters(List<String> names) {
            this.names = names;
        }

        @Override
        public String translate(String component) {
            int letter = names.indexOf(SNAKE_CASE.translate(component));
            return letter < 0 ? component : String.valueOf((char) ('A' + letter));
        }
    }

    /** Whatever names a record's annotations choose. */
    private static final class ByLetter extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        private final Letters letters;

        ByLetter(Letters letters) {
            this.letters = letters;
        }

        @Override
        public Object findNamingStrategy(AnnotatedClass type) {
            return letters;
        }
    }
}
