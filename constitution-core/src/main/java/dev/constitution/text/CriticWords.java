package dev.constitution.text;

import dev.constitution.principles.Decision;
import dev.constitution.text.Phrases.Hit;
import dev.constitution.text.Phrases.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a critique without a decision comes to, by its words. It is gone through clause by clause, since critics praise
 * before they object, and object before they wave it aside: the last clause that decides stands. What is quoted from the
 * answer is left out.
 */
@SuppressWarnings("OperatorPrecedence") // alternatives, each a conjunction
public final class CriticWords {
    /** How far behind a "not" a word is still meant by it. */
    private static final int NEGATED_WITHIN = 28;

    private static final int LIST_GAP = 10;
    private static final int LONGEST_WAVED = 40;
    private static final int ENOUGH_PRAISE = 2;
    private static final Sought SENTENCES = Sought.of(Pattern.compile("(?<=[.!?;])\\s+|(?<=[。！？；।])|\\n+"));

    /** "It is therefore to be rewritten", where an adverb may stand within. */
    private static final Sought DUE = Sought.of(Pattern.compile(
            "(?<!\\bnon )\\b(?:va|vanno) (?!bene)(?:\\p{L}+ )?(?:riscritt|rivist|corrett|modificat|riformulat|cambiat|integrat|completat|rifatt)"
                    + "|(?<!\\bn[’'])\\best (?:\\p{L}+ )?à (?:revoir|réécrire|corriger|reformuler|reprendre|refaire|modifier)"
                    + "|\\b(?:ist|gehört) (?:daher|deshalb|also|somit|folglich|dringend|unbedingt) (?:zu )?(?:überarbeit|korrigier|umzuformulier|umformulier|geändert|ändern)"
                    + "|\\bdient (?:\\p{L}+ )?(?:te worden )?(?:herzien|herschreven|aangepast)",
            Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS));

    private CriticWords() {}

    /** The decision that the words leave no doubt about; else unstated. */
    public static Decision decision(String critique) {
        Decision decision = Decision.UNSTATED;
        int praise = 0;
        for (String sentence : SENTENCES.parts(NothingToRevise.withoutQuotations(critique))) {
            TalkLine whole = TalkContext.whole(sentence);
            if (advises(whole)) {
                decision = Decision.REVISE;
                continue;
            }
            for (TalkLine line : clauses(whole)) {
                if (keeps(line)) {
                    decision = Decision.KEEP;
                } else if (findsFault(line) || DUE.isIn(line.lower())) {
                    decision = Decision.REVISE;
                } else {
                    praise += praise(line);
                }
            }
        }
        return decision == Decision.UNSTATED && praise >= ENOUGH_PRAISE ? Decision.KEEP : decision;
    }

    /** Whether words name a decision, as asked for or in the critic's own language. */
    public static boolean isDecision(String words) {
        return isKeep(words) || Phrases.has(Kind.REVISES, words.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether they name the decision to keep. */
    public static boolean isKeep(String words) {
        return Phrases.has(Kind.KEEPS, words.strip().toLowerCase(Locale.ROOT));
    }

    /** A sentence, parted where it turns: "Kind enough, but wrong." */
    private static List<TalkLine> clauses(TalkLine sentence) {
        List<TalkLine> clauses = new ArrayList<>();
        int from = 0;
        for (Hit hit : sentence.hits()) {
            if (hit.is(Kind.TURN) && hit.start() > from) {
                clauses.add(TalkContext.whole(sentence.lower().substring(from, hit.start())));
                from = hit.start();
            }
        }
        clauses.add(
                from == 0
                        ? sentence.again()
                        : TalkContext.whole(sentence.lower().substring(from)));
        return clauses;
    }

    /** "I recommend revising it": both words, neither of them with a "not". */
    private static boolean advises(TalkLine line) {
        return line.any(Kind.ADVISE, hit -> !isNegated(line, hit))
                && line.hits().stream().anyMatch(hit -> isOfRevision(hit) && !isNegated(line, hit));
    }

    private static boolean isOfRevision(Hit hit) {
        return hit.is(Kind.REVISED) || hit.is(Kind.REVISION) || hit.is(Kind.REVISES);
    }

    /** "I recommend no changes", "but it isn't necessary". */
    private static boolean advisesNone(TalkLine line) {
        boolean negated = line.any(Kind.ADVISE, hit -> isNegated(line, hit))
                || line.any(Kind.NEEDED, hit -> isNegated(line, hit));
        if (!negated) {
            return false;
        }
        boolean revision = line.has(Kind.CHANGE) || line.hits().stream().anyMatch(CriticWords::isOfRevision);
        boolean waved = Phrases.startsWith(Kind.TURN, line.lower()) && line.length() <= LONGEST_WAVED;
        return revision || waved && line.has(Kind.NOT);
    }

    private static boolean keeps(TalkLine line) {
        boolean fault = line.any(Kind.FAULT, hit -> !isNegated(line, hit));
        boolean stands = line.has(Kind.STANDS) && !isNegated(line, first(line, Kind.STANDS)) && !fault;
        return praises(line)
                || stands
                || !fault && advisesNone(line)
                || line.has(Kind.NOT) && line.has(Kind.CHANGE) && line.has(Kind.NEEDED) && !fault
                || line.has(Kind.NOT)
                        && line.has(Kind.CHANGE)
                        && line.has(Kind.FIRST_PERSON)
                        && isNegated(line, first(line, Kind.CHANGE));
    }

    /** Whether some praise has no "not" right before it. */
    private static boolean praises(TalkLine line) {
        return line.any(
                Kind.PRAISE,
                praise -> !line.any(Kind.NOT, hit -> hit.end() <= praise.start() && praise.start() - hit.end() <= 1));
    }

    private static Hit first(TalkLine line, Kind kind) {
        return line.hits().stream().filter(hit -> hit.is(kind)).findFirst().orElseThrow();
    }

    private static boolean findsFault(TalkLine line) {
        return line.any(Kind.FAULT, hit -> !isNegated(line, hit))
                || !line.has(Kind.CHANGE)
                        && (line.any(Kind.SOUND, hit -> isNegated(line, hit))
                                || line.any(Kind.STANDS, hit -> isNegated(line, hit)));
    }

    private static boolean isNegated(TalkLine line, Hit word) {
        return line.hits().stream()
                .anyMatch(hit -> hit.end() <= word.start() + 1
                                && (hit.is(Kind.NOT) && word.start() - hit.end() <= NEGATED_WITHIN
                                        || isInOneList(hit, word, line.lower()) && isNegated(line, hit))
                        || hit.is(Kind.NOT)
                                && hit.start() >= word.end()
                                && hit.start() - word.end() <= NEGATED_WITHIN
                                && isFollowedByFinding(hit, line));
    }

    /** "Violations I do not see", and, in languages whose "not" comes last, "a rewrite is needed not". */
    private static boolean isFollowedByFinding(Hit not, TalkLine line) {
        return line.any(
                Kind.NEEDED,
                hit -> hit.start() >= not.end() && hit.start() <= not.end() + 1
                        || hit.end() <= not.end() && not.start() - hit.end() <= 2);
    }

    /** "nothing harmful, biased or untrue": what is said of the first is said of each. */
    private static boolean isInOneList(Hit first, Hit next, String lower) {
        return first.start() < next.start()
                && first.is(Kind.FAULT)
                && next.is(Kind.FAULT)
                && next.start() - first.end() <= LIST_GAP
                && lower.substring(first.end(), next.start()).indexOf('.') < 0;
    }

    private static int praise(TalkLine line) {
        return line.count(Kind.SOUND) + (line.has(Kind.FAULT) ? 1 : 0);
    }
}
