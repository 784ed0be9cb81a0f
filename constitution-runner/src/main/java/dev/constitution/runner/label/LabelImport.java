package dev.constitution.runner.label;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.base.Words;
import dev.constitution.runner.store.Label;
import dev.constitution.runner.store.RowFinder;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.store.Sides;
import dev.constitution.runner.store.StoredLabels;
import dev.constitution.source.FaultText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes labels from files into a run's store: all of them, or none where a line is faulty. What is there already stays, and of
 * two words of one person on the same answers the later counts, so that the same files may come any number of times.
 */
public final class LabelImport {
    private final RunStore store;
    private final String run;
    private final List<String> faults = new ArrayList<>();

    public LabelImport(RunStore store) {
        this.store = store;
        this.run = RunManifest.of(store).identity();
    }

    /**
     * What came of it.
     *
     * @param added labels of which the store had none
     * @param changed labels that took the place of an earlier word
     * @param known labels that the store holds already, or holds a later word for
     */
    public record Result(long added, long changed, long known) {}

    private record Placed(LabelLine line, String place, String file) {}

    /**
     * Imports files.
     *
     * @throws UsageException if a line is no label of this run, with every fault and its line
     */
    public Result from(List<Path> files) throws IOException {
        List<Placed> lines = new ArrayList<>();
        for (Path file : files) {
            read(file, lines);
        }
        List<Label> labels = labels(lines);
        if (!faults.isEmpty()) {
            throw new UsageException(FaultText.list(faults) + "\nnothing was imported");
        }
        return store(labels);
    }

    private void read(Path file, List<Placed> lines) throws IOException {
        int before = lines.size() + faults.size();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String place = file + ":" + number;
                if (!line.isBlank()) {
                    try {
                        lines.add(new Placed(
                                LabelLine.parse(number == 1 ? line.replaceFirst("^\uFEFF", "") : line),
                                place,
                                String.valueOf(file.getFileName())));
                    } catch (LabelLine.FaultyLineException e) {
                        e.faults().forEach(fault -> faults.add(place + ": " + fault));
                    }
                }
            }
        } catch (CharacterCodingException e) {
            faults.add(file + ": is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new UsageException(file + ": cannot be read; check the path and its permissions", e);
        }
        if (lines.size() + faults.size() == before) {
            faults.add(file + ": there are no labels in it");
        }
    }

    private List<Label> labels(List<Placed> lines) {
        Map<String, Long> rows = RowFinder.rows(
                store, lines.stream().map(placed -> placed.line().id()).collect(Collectors.toSet()));
        LabelTasks tasks = new LabelTasks(store);
        Map<Long, List<LabelTask>> byRow = new HashMap<>();
        List<Label> labels = new ArrayList<>();
        for (Placed placed : lines) {
            LabelLine line = placed.line();
            if (!line.run().equals(run)) {
                faults.add(placed.place() + ": is a label of run " + Words.shown(line.run()) + ", the folder's run is "
                        + run + "; import it into the folder of that run");
                continue;
            }
            Long row = rows.get(line.id());
            if (row == null) {
                faults.add(placed.place() + ": no row of the run has the id \"" + Words.shown(line.id()) + "\"");
                continue;
            }
            Optional<LabelTask> task = byRow.computeIfAbsent(row, tasks::of).stream()
                    .filter(one -> one.sides().equals(line.sides())
                            || one.sides().equals(line.sides().swapped()))
                    .findFirst();
            if (task.isEmpty()) {
                faults.add(placed.place() + ": row \"" + Words.shown(line.id()) + "\" has no two different answers of "
                        + Words.shown(line.sides().toString()));
            } else {
                label(placed, task.get()).ifPresent(labels::add);
            }
        }
        return labels;
    }

    /** The label in the order of the run's sides. */
    private Optional<Label> label(Placed placed, LabelTask task) {
        LabelLine line = placed.line();
        boolean isSwapped = !task.sides().equals(line.sides());
        if (line.answers()
                .filter(answers ->
                        !answers.equals(isSwapped ? Sides.fingerprint(task.b(), task.a()) : task.fingerprint()))
                .isPresent()) {
            faults.add(placed.place() + ": the answers of " + line.sides() + " to \"" + Words.shown(line.id())
                    + "\" are no longer those that were labelled");
            return Optional.empty();
        }
        return Optional.of(new Label(
                task.row(),
                task.prompt(),
                task.sides(),
                isSwapped ? line.choice().swapped() : line.choice(),
                line.labeller(),
                line.at(),
                line.shownFirst(),
                placed.file(),
                task.fingerprint(),
                line.correction()));
    }

    private Result store(List<Label> labels) {
        Map<Key, Label> latest = new LinkedHashMap<>();
        StoredLabels.in(store).forEach(label -> latest.put(Key.of(label), label));
        long added = 0;
        long changed = 0;
        long known = 0;
        for (Label label : labels) {
            Label before = latest.get(Key.of(label));
            if (before != null && (before.saysAs(label) || !label.at().isAfter(before.at()))) {
                known++;
                continue;
            }
            added += before == null ? 1 : 0;
            changed += before == null ? 0 : 1;
            latest.put(Key.of(label), label);
            StoredLabels.write(label, store);
        }
        return new Result(added, changed, known);
    }

    private record Key(String prompt, Sides sides, String labeller) {
        static Key of(Label label) {
            return new Key(label.prompt(), label.sides(), label.labeller());
        }
    }
}
