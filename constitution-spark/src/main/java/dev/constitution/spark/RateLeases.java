package dev.constitution.spark;

import dev.constitution.runner.call.RateShare;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a cluster within a run's requests and tokens a minute: {@code spark.plugins} names it. The driver lends each executor
 * that works a share for a few seconds; the shares never add up to more than all. An executor that is lost, or cannot reach
 * the driver, loses its share in that time; one that comes waits until the others have given way.
 */
public final class RateLeases implements SparkPlugin {
    private static final Logger LOG = LoggerFactory.getLogger(RateLeases.class);

    private static final long RENEWED_MILLIS = 500;
    private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** The driver takes it longer than the executor, which reckons from before it asks. */
    private static final long LENT_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static volatile @Nullable Lease ofThisProcess;

    /** What an executor asks for. */
    private record Request(String executor, boolean isWorking) implements Serializable {}

    /** What an executor may use of the rates, and until when. */
    private record Lease(double share, long until) {}

    /** What this process may use; all of it where the plugin is not there, and nothing until the driver has said so. */
    static RateShare ofThisProcess() {
        return () -> {
            Lease lease = ofThisProcess;
            return lease == null ? 1 : lease.until() - System.nanoTime() > 0 ? lease.share() : 0;
        };
    }

    @Override
    public DriverPlugin driverPlugin() {
        Shares shares = new Shares(System::nanoTime);
        return new DriverPlugin() {
            @Override
            public Map<String, String> init(SparkContext context, PluginContext plugin) {
                return Map.of();
            }

            @Override
            public Object receive(Object message) {
                Request request = (Request) message;
                return shares.of(request.executor(), request.isWorking());
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "constitution-rate-lease");
                thread.setDaemon(true);
                return thread;
            });

            @Override
            public void init(PluginContext context, Map<String, String> settings) {
                ofThisProcess = new Lease(0, System.nanoTime());
                var unused =
                        timer.scheduleWithFixedDelay(() -> renew(context), 0, RENEWED_MILLIS, TimeUnit.MILLISECONDS);
            }

            @Override
            public void shutdown() {
                timer.shutdownNow();
                ofThisProcess = null;
                Engine.closeIdle();
            }
        };
    }

    private static void renew(PluginContext context) {
        long asked = System.nanoTime();
        try {
            Object share = context.ask(new Request(context.executorID(), Engine.anyIsBusy()));
            ofThisProcess = new Lease((Double) share, asked + VALID_NANOS);
        } catch (Exception e) {
            LOG.debug("the driver does not lend a share", e);
        }
    }

    /** Who has which share. Thread-safe. */
    static final class Shares {
        private final Map<String, Lease> lent = new HashMap<>();
        private final LongSupplier nanos;

        Shares(LongSupplier nanos) {
            this.nanos = nanos;
        }

        /** An equal part, as far as the others have left it. */
        synchronized double of(String executor, boolean isWorking) {
            long now = nanos.getAsLong();
            lent.values().removeIf(lease -> lease.until() - now <= 0);
            lent.remove(executor);
            if (!isWorking) {
                return 0;
            }
            double others = lent.values().stream().mapToDouble(Lease::share).sum();
            double share = Math.max(0, Math.min(1.0 / (lent.size() + 1), 1 - others));
            lent.put(executor, new Lease(share, now + LENT_NANOS));
            return share;
        }
    }
}
