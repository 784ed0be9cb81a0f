package dev.constitution.runner.options;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.cost.RunCost;
import dev.constitution.runner.metrics.MetricsServer;
import dev.constitution.runner.metrics.RunMetrics;
import dev.constitution.runner.run.Run;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a monitoring system can ask how a run goes. */
@UnderHeading(Heading.OUTPUT)
@NoPartOfRun("it says what is shown")
public final class MetricsOptions {
    private static final int MOST = 65535;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description =
                    "While the run goes on, serve its metrics for Prometheus at this port; 0 is any that is free.")
    private @Nullable Integer port;

    @Option(
            names = "--metrics-address",
            paramLabel = "ADDRESS",
            description =
                    "Serve the metrics at this address of the machine. Default: 127.0.0.1, for this machine alone.")
    private @Nullable String address;

    /**
     * Serves the run's metrics until closed, and says where; null where they are not asked for, and nothing of it is loaded.
     *
     * @throws UsageException if they cannot be served
     */
    @Nullable
    public Closeable serve(Run.Builder run, RunCost cost) {
        Optional<InetSocketAddress> asked = address();
        if (asked.isEmpty()) {
            return null;
        }
        RunMetrics metrics = new RunMetrics(cost);
        MetricsServer server = MetricsServer.start(metrics, asked.get());
        System.err.println("metrics: " + server.url());
        run.listener(metrics);
        return server;
    }

    /**
     * Where the metrics are to be served; empty where they are not asked for.
     *
     * @throws UsageException if that can be no address of this machine
     */
    Optional<InetSocketAddress> address() {
        if (port == null) {
            if (address != null) {
                throw new UsageException("--metrics-address needs --metrics-port; name a port, or 0 for any");
            }
            return Optional.empty();
        }
        if (port < 0 || port > MOST) {
            throw new UsageException("--metrics-port must be in [0, " + MOST + "], got " + port);
        }
        return Optional.of(new InetSocketAddress(host(), port));
    }

    private InetAddress host() {
        try {
            return address == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new UsageException("--metrics-address: " + address + " is no address of this machine", e);
        }
    }
}
