package dev.constitution.runner.options;

import dev.constitution.chat.ModelRole;
import dev.constitution.chat.Sampling;
import dev.constitution.gate.Candidate;
import dev.constitution.gate.Gate;
import dev.constitution.judge.ConstitutionalJudge;
import dev.constitution.runner.base.Misplaced;
import dev.constitution.stage.Comparison;
import dev.constitution.stage.Confirmation;
import dev.constitution.stage.Contrast;
import dev.constitution.stage.CritiqueRevision;
import dev.constitution.stage.Introspection;
import dev.constitution.stage.Stage;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;

/** The options that say what stage a run's rows go through, and the stage. */
public final class StageOptions {
    static final String TEACHER_SHAPE = "teacher-shape";

    /** Where what only a judge needs is of use. */
    static final String JUDGED = "where a judge is asked, with --method rl-cai or --confirm";

    @Mixin
    private MethodOptions method;

    @Mixin
    private ModelOptions models;

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private JudgeOptions judging;

    /** The names of the stage's models by role. */
    public SortedMap<String, String> models() {
        return models.names(method);
    }

    /** Adds every option that the method has no use for. */
    public void addTo(Misplaced misplaced) {
        if (!method.isRevision()) {
            misplaced.add(models.ofRevisions(), "with --method sl-cai");
            misplaced.add(method.ofRevisions(), "with --method sl-cai");
        }
        if (!method.isComparison()) {
            misplaced.add(sampling.ofComparisons(), "with --method rl-cai");
        }
        if (method.isComparison() || method.isIntrospection()) {
            misplaced.add(method.ofUnjudged(), "with --method sl-cai or contrast");
        }
        if (!method.isContrast()) {
            misplaced.add(models.ofContrasts(), "with --method contrast");
            misplaced.add(sampling.ofContrasts(), "with --method contrast");
        }
        misplaced.add(method.ofInteractions(), "with --method interaction");
        if (!usesJudge()) {
            misplaced.add(models.ofJudges(), JUDGED);
            misplaced.add(judging.given(), JUDGED);
            misplaced.add(method.ofJudges(), JUDGED);
        }
    }

    /** Whether a judge is asked. */
    boolean usesJudge() {
        return method.usesJudge() && !method.isIntrospection();
    }

    /** What its gates look at. */
    Candidate.Made made() {
        if (method.isIntrospection()) {
            return Candidate.Made.BY_INTROSPECTION;
        }
        return method.isContrast()
                ? Candidate.Made.BY_CONTRAST
                : method.isComparison() ? Candidate.Made.BY_COMPARISON : Candidate.Made.BY_REVISION;
    }

    /** The stage with its gate around it. */
    public Stage stage(RunParts parts, Gate gate) {
        if (method.isComparison()) {
            return gate.around(comparison(parts), parts.constitution());
        }
        if (method.isIntrospection()) {
            return gate.around(introspection(parts), parts.constitution());
        }
        Stage unjudged = method.isContrast() ? contrast(parts) : revision(parts);
        Stage gated = gate.around(unjudged, parts.constitution());
        if (!method.confirms()) {
            return gated;
        }
        // Again around the judge, for the gate that looks at verdicts.
        return gate.around(new Confirmation(gated, judge(parts), parts.seed()), parts.constitution());
    }

    private Stage introspection(RunParts parts) {
        return Introspection.builder()
                .constitution(parts.constitution())
                .model(parts.model(ModelRole.SPEAKER))
                .shape(parts.shape(ModelRole.SPEAKER))
                .sampling(sampling.sampling())
                .turns(method.turns())
                .seed(parts.seed())
                .build();
    }

    private Stage contrast(RunParts parts) {
        return Contrast.builder()
                .constitution(parts.constitution())
                .model(parts.model(ModelRole.GENERATOR))
                .teacher(parts.model(ModelRole.TEACHER))
                .shape(parts.shape(ModelRole.GENERATOR))
                .sampling(sampling.sampling())
                .teacherShape(parts.shape(ModelRole.TEACHER))
                .teacherSampling(sampling.ofTeacher())
                .seed(parts.seed())
                .build();
    }

    private Stage comparison(RunParts parts) {
        Comparison.Builder comparison = Comparison.builder()
                .model(parts.model(ModelRole.GENERATOR))
                .shape(parts.shape(ModelRole.GENERATOR))
                .seed(parts.seed());
        sampling.set(comparison);
        return comparison.judge(judge(parts)).build();
    }

    private Stage revision(RunParts parts) {
        return revision(parts, parts.seed());
    }

    /** Critique and revision, without a gate. */
    public Stage revision(RunParts parts, long seed) {
        return CritiqueRevision.builder()
                .constitution(parts.constitution())
                .model(parts.model(ModelRole.GENERATOR))
                .critic(parts.model(ModelRole.CRITIC))
                .reviser(parts.model(ModelRole.REVISER))
                .selector(method.selection(parts.constitution()).ofRounds(parts.constitution()))
                .shape(parts.shape(ModelRole.GENERATOR))
                .sampling(sampling.sampling())
                .rounds(method.rounds(parts.traits(ModelRole.GENERATOR), parts.constitution()))
                .critique(method.critiques())
                .stopAfterKeeps(method.stopAfterKeeps())
                .seed(seed)
                .build();
    }

    private ConstitutionalJudge judge(RunParts parts) {
        Selection selection = method.selection(parts.constitution());
        return judging.clamped(selection.judge(judging.inOneOrder(parts).inBothOrders(), parts.constitution()))
                .ties(method.ties());
    }

    /** How answers are drawn. */
    public Sampling sampling() {
        return sampling.sampling();
    }

    /** What of that shapes a run's output. */
    public Map<String, String> samplingSettings() {
        return sampling.settings(false);
    }

    /** Whether the stage gives pairs, and not conversations alone. */
    public boolean givesPairs() {
        return !method.isIntrospection();
    }

    /** What of them shapes a run's output. */
    public Map<String, String> settings(RunParts parts) {
        Map<String, String> settings =
                new TreeMap<>(method.settings(parts.traits(parts.mainRole()), parts.constitution()));
        settings.putAll(sampling.settings(method.isComparison()));
        if (method.usesJudge()) {
            settings.putAll(judging.settings());
        }
        if (method.isContrast()) {
            String shape = parts.shape(ModelRole.TEACHER).id();
            if (!shape.equals(parts.shape(ModelRole.GENERATOR).id())) { // else it is the run's
                settings.put(TEACHER_SHAPE, shape);
            }
        }
        return settings;
    }
}
