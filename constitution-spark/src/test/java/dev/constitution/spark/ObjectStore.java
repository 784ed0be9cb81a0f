package dev.constitution.spark;

import dev.constitution.runner.testing.PythonPackages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A server of S3's protocol on this machine, moto, with one bucket; a test that asks for it is skipped where it cannot be had. */
final class ObjectStore implements AutoCloseable {
    private static final String BUCKET = "runs";

    private final int port;
    private final Process server;

    ObjectStore(java.nio.file.Path folder) throws IOException, InterruptedException {
        java.nio.file.Path python = PythonPackages.interpreter("moto[s3,server]==5.2.5");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        server = new ProcessBuilder(python.toString(), "-m", "moto.server", "-H", "127.0.0.1", "-p", "" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile())
                .start();
        SparkCluster.await(() -> makesBucket() || !server.isAlive());
        if (!server.isAlive()) {
            throw new AssertionError("moto has not started");
        }
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    private boolean makesBucket() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/" + BUCKET))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // not yet
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A file or folder in the bucket. */
    String uri(String name) {
        return "s3a://" + BUCKET + "/" + name;
    }

    /** Has Hadoop find it. */
    Map<String, String> settings() {
        return Map.of(
                "fs.s3a.endpoint", url(),
                "fs.s3a.endpoint.region", "us-east-1",
                "fs.s3a.path.style.access", "true",
                "fs.s3a.connection.ssl.enabled", "false",
                "fs.s3a.access.key", "key",
                "fs.s3a.secret.key", "secret",
                // Otherwise the tests of one process share what was made for the first one's server.
                "fs.s3a.impl.disable.cache", "true");
    }

    /** What a file holds, or the files of a folder one after another by name. */
    String read(String name) throws IOException {
        Configuration hadoop = new Configuration();
        settings().forEach(hadoop::set);
        Path file = new Path(uri(name));
        FileSystem files = file.getFileSystem(hadoop);
        FileStatus[] parts = files.listStatus(file);
        Arrays.sort(parts);
        StringBuilder text = new StringBuilder();
        for (FileStatus part : parts) {
            try (var in = files.open(part.getPath())) {
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        server.destroyForcibly();
    }
}
