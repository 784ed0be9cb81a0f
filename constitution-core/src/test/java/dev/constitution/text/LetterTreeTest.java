package dev.constitution.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LetterTreeTest {

    @Test
    void find_manyTextsWithCommonBeginnings_hasAPlaceForEachBeginningAndNoOther() {
        LetterTree tree = new LetterTree();
        Random random = new Random(7);
        Map<String, Integer> added = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String text = text(random);
            added.put(text, tree.add(text));
        }
        Set<String> beginnings = new HashSet<>();
        added.keySet().forEach(text -> {
            for (int end = 0; end <= text.length(); end++) {
                beginnings.add(text.substring(0, end));
            }
        });
        Set<Integer> places = new HashSet<>();
        beginnings.forEach(beginning -> places.add(tree.find(beginning)));

        added.forEach((text, place) -> assertEquals(place, tree.find(text), text));
        assertEquals(beginnings.size(), places.size());
        for (int i = 0; i < 20_000; i++) {
            String text = text(random);
            assertEquals(beginnings.contains(text), tree.find(text) != LetterTree.NONE, text);
        }
    }

    /** Of letters of which some come often, some seldom, one is the first of all characters. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(8); left >= 0; left--) {
            text.append(random.nextInt(4) > 0 ? (char) ('a' + random.nextInt(3)) : (char) random.nextInt(1 << 16));
        }
        return text.append(random.nextInt(9) == 0 ? "\0" : "").toString();
    }

    @Test
    void next_aLetterThatLeadsNowhere_isNone() {
        LetterTree tree = new LetterTree();
        int end = tree.add("ab");
        int a = tree.find("a");

        assertEquals(LetterTree.NONE, tree.next(end, 'c'));
        assertEquals(end, tree.next(a, 'b'));
        assertEquals(LetterTree.NONE, tree.next(a, '\0'));
        assertNotEquals(end, tree.add("ac"));
        assertEquals(end, tree.next(a, 'b'));
    }
}
