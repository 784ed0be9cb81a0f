package dev.constitution.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real cluster on this machine: a master, and workers each on a loopback address of its own, so that Spark takes them for
 * several hosts and runs speculative copies.
 */
final class SparkCluster implements AutoCloseable {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** How the module has Spark started; the benchmark names one to which an archive of classes was added. */
    private static final Path SETTINGS = Path.of(System.getProperty(
            "constitution.spark.conf",
            Path.of(System.getProperty("basedir", ""), "src/main/app/spark.conf")
                    .toString()));

    private final Path folder;
    private final Path home;
    private final String classPath = System.getProperty("java.class.path");
    private final List<Process> started = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
    private final int port;

    /** @param folder takes logs and what the processes work in */
    SparkCluster(Path folder, int workers) throws IOException, InterruptedException {
        this.folder = folder;
        this.home = folder.resolve("home");
        this.port = freePort();
        int pages = freePort();
        Files.createDirectories(home.resolve("jars"));
        start(
                "master",
                "127.0.0.1",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--webui-port",
                Integer.toString(pages));
        URI state = URI.create("http://127.0.0.1:" + pages + "/json/");
        await(() -> isTold(state, "\"status\" : \"ALIVE\""));
        for (int i = 1; i <= workers; i++) {
            String host = "127.0.0." + i;
            this.workers.add(start(
                    "worker-" + i,
                    host,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    host,
                    "--webui-port",
                    "0",
                    "--cores",
                    "2",
                    "--memory",
                    "1g",
                    "--work-dir",
                    folder.resolve("work-" + i).toString(),
                    master()));
        }
        await(() -> isTold(state, "\"aliveworkers\" : " + workers));
    }

    private static boolean isTold(URI page, String text) {
        try (InputStream in = page.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(text);
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private String master() {
        return "spark://127.0.0.1:" + port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Properties moduleSettings() throws IOException {
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(SETTINGS)) {
            settings.load(in);
        }
        return settings;
    }

    /** Starts a driver with these settings of Spark's, and the module's. */
    Process submit(Map<String, String> settings, List<String> words) throws IOException {
        Properties module = moduleSettings();
        List<String> arguments = new ArrayList<>();
        Map<String, String> common = Map.of(
                "spark.master", master(),
                "spark.ui.enabled", "false",
                "spark.driver.host", "127.0.0.1",
                "spark.driver.bindAddress", "127.0.0.1",
                "spark.executor.memory", "512m",
                "spark.executor.extraClassPath", module.getProperty("spark.executor.extraClassPath", classPath),
                "spark.executor.extraJavaOptions", module.getProperty("spark.executor.extraJavaOptions"));
        Stream.of(common, settings)
                .flatMap(all -> all.entrySet().stream())
                .forEach(one -> arguments.add("-D" + one.getKey() + "=" + one.getValue()));
        arguments.add(ConstitutionSpark.class.getName());
        arguments.addAll(words);
        List<String> java =
                List.of(module.getProperty("spark.driver.extraJavaOptions").split(" "));
        String jars = module.getProperty("spark.driver.extraClassPath", classPath);
        return start("driver", "127.0.0.1", java, jars, arguments);
    }

    private Process start(String name, String host, String... arguments) throws IOException {
        List<String> java = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MetaspaceSize=160m");
        return start(name, host, java, classPath, List.of(arguments));
    }

    private synchronized Process start(String name, String host, List<String> java, String jars, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx512m", "-cp", jars));
        command.addAll(java);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(logFile(name).toFile());
        builder.environment()
                .putAll(Map.of("SPARK_HOME", home.toString(), "SPARK_LOCAL_IP", host, "SPARK_SCALA_VERSION", "2.13"));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    Path logFile(String name) {
        return folder.resolve(name + ".log");
    }

    String log(String name) throws IOException {
        return Files.readString(logFile(name));
    }

    /** SIGKILL to the executors of a worker, which goes on. */
    void killExecutors(int worker) {
        List<ProcessHandle> executors = workers.get(worker).descendants().toList();
        if (executors.isEmpty()) {
            throw new AssertionError("the worker has no executor");
        }
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    /** How many executors a worker has started for the last driver, those that are lost too. */
    long executors(int worker) throws IOException {
        Path work = folder.resolve("work-" + (worker + 1));
        try (Stream<Path> all = Files.walk(work, 2)) {
            return all.filter(file -> work.relativize(file).getNameCount() == 2)
                    .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()))
                    .lastEntry()
                    .getValue();
        }
    }

    /** The workers' processes. */
    List<Long> workers() {
        return workers.stream().map(Process::pid).toList();
    }

    /** Whether the last driver's executors have ended. */
    boolean hasNoExecutors() {
        return workers.stream()
                .noneMatch(worker -> worker.descendants().findAny().isPresent());
    }

    /** SIGKILL to a worker and, as when its machine is lost, to its executors. */
    void killWorker(int worker) {
        List<ProcessHandle> executors = workers.get(worker).descendants().toList();
        workers.get(worker).destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    /** Something that comes to be true. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    static void await(Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("it has not come to be in " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        for (Process process : started) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly().onExit().join();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
