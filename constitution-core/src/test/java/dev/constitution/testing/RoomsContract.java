package dev.constitution.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of the rooms of every module. */
public abstract class RoomsContract {
    private static final int MOST_TYPES = 50;
    private static final int MOST_TYPES_OF_NEARLY_ALL = 40;

    /** The module's rooms. */
    protected abstract Rooms rooms();

    /** The module's types for users, see {@link PublicTypes}. */
    protected abstract PublicTypes publicTypes();

    @Test
    void references_ofEveryRoom_leadToRoomsBeforeItAlone() {
        assertThat(rooms().references()).as("jdeps sees the classes").hasSizeGreaterThan(1000);
        assertThat(rooms().backwards())
                .as("references against the order " + rooms().order())
                .isEmpty();
    }

    @Test
    void rooms_everyPackage_isListedAndSaysWhatItIs() {
        assertThat(rooms().found()).containsExactlyInAnyOrderElementsOf(rooms().order());
        for (String room : rooms().order()) {
            assertThat(rooms().description(room)).as(room).contains("In", "ut: ", "@NullMarked");
        }
    }

    @Test
    void rooms_ofManyTypes_areFew() {
        assertThat(rooms().order())
                .allSatisfy(room -> assertThat(rooms().size(room))
                        .as("types in room " + room + "; find the room in it")
                        .isLessThanOrEqualTo(MOST_TYPES));
        List<String> large = rooms().order().stream()
                .filter(room -> rooms().size(room) > MOST_TYPES_OF_NEARLY_ALL)
                .toList();
        assertThat(large).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void publicTypes_forUsersAndForOtherRooms_areListed() {
        assertThat(publicTypes().unlisted())
                .as("public types that no list names: make them package-private, or add them to "
                        + publicTypes().file() + " under the heading that is true of them")
                .isEmpty();
        assertThat(publicTypes().gone())
                .as("types that " + publicTypes().file() + " names and that are not public: remove them there")
                .isEmpty();
    }

    @Test
    void publicTypes_forUsers_speakOfTypesForUsersAlone() {
        assertThat(publicTypes().hiddenInSignatures())
                .as("types for users whose public signatures need a type that is not for users")
                .isEmpty();
    }
}
