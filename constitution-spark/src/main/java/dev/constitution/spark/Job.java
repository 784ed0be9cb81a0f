package dev.constitution.spark;

import dev.constitution.runner.cli.ConstitutionCommand;
import dev.constitution.runner.options.MakesStageRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What executors need to know of a run. It holds no key: each executor takes those from its own environment.
 *
 * @param command the run's command line, complete
 * @param files the files that it names, by the names that it names them by
 * @param folder what the run keeps
 * @param input which lines of the input are a slice, and where they are kept
 * @param origin the folder that paths in the rows are relative to; empty where there is none
 * @param hadoop how the folder is reached
 */
record Job(
        List<String> command,
        Map<String, byte[]> files,
        JobFolder folder,
        String input,
        String origin,
        SerializableConfiguration hadoop)
        implements Serializable {

    /** @param command names files that are here; executors may be elsewhere */
    static Job of(List<String> command, JobFolder folder, Slices slices, String origin, Configuration hadoop)
            throws IOException {
        HashMap<String, byte[]> files = new HashMap<>();
        for (String word : command) {
            Path file = Path.of(value(word));
            if (word.startsWith("--") && Files.isRegularFile(file)) {
                files.put(value(word), Files.readAllBytes(file));
            }
        }
        return new Job(
                new ArrayList<>(command),
                files,
                folder,
                slices.toText(),
                origin,
                new SerializableConfiguration(hadoop));
    }

    private static String value(String word) {
        return word.substring(word.indexOf('=') + 1);
    }

    /** The command on this machine, its files in a folder of their own. */
    MakesStageRun commandIn(Path directory) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word : command) {
            byte[] content = word.startsWith("--") ? files.get(value(word)) : null;
            if (content == null) {
                words.add(word);
            } else {
                Path folder = Files.createDirectory(directory.resolve(Integer.toString(words.size())));
                Path file = Files.write(folder.resolve(Path.of(value(word)).getFileName()), content);
                words.add(word.substring(0, word.indexOf('=') + 1) + file);
            }
        }
        MakesStageRun run = ConstitutionCommand.stageRun(Map.of(), words);
        run.options().begun(true); // what it may begin with was looked at by the driver
        return run;
    }

    Configuration configuration() {
        return hadoop.value();
    }

    /** As bytes, whatever serialiser a session has. */
    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        }
        return bytes.toByteArray();
    }

    static Job of(byte[] bytes) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            protected Class<?> resolveClass(java.io.ObjectStreamClass type) throws ClassNotFoundException, IOException {
                return Class.forName(
                        type.getName(), false, Thread.currentThread().getContextClassLoader());
            }
        }) {
            return (Job) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException("the executor lacks a class of constitution-spark; give it the same jars", e);
        }
    }
}
