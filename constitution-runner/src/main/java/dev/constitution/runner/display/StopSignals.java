package dev.constitution.runner.display;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.threads.StopSwitch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Ctrl-C and SIGTERM while a run goes on: the first drains it, a second one ends the process at once. Closing gives the
 * signals back.
 *
 * <p>The Java platform starts a thread for each signal, and where none can be had the signal is lost. So a thread is asked for
 * every now and then, and when it is refused the system's own handling, which needs none, is put in place: the first signal
 * then ends the process.
 *
 * <p>A shutdown hook would not do: once a JVM shuts down it hears no second Ctrl-C. The JDK's signal class is exported by
 * {@code jdk.unsupported}, but javac warns of every use and the warning cannot be turned off, hence the reflection. Ending
 * at once halts the process without more ado, which the store is made for: what was committed stays.
 */
public final class StopSignals implements AutoCloseable {
    private static final String STOPPING =
            "stopping: calls under way are awaited and stored; Ctrl-C again ends at once";

    private static final long MILLIS_BETWEEN_CHECKS = 2000;

    private final StopSwitch stop;
    private final String again;
    private final Consumer<String> messages;
    private final Map<String, Object> earlierHandlers = new LinkedHashMap<>();
    private final Thread watch = new Thread(this::watch, "signals");

    private StopSignals(StopSwitch stop, String again, Consumer<String> messages) {
        this.stop = stop;
        this.again = again;
        this.messages = messages;
    }

    /**
     * Listens until closed.
     *
     * @param again the command that goes on with the run
     * @param messages takes lines for people
     */
    public static StopSignals listen(StopSwitch stop, String again, Consumer<String> messages) {
        StopSignals signals = new StopSignals(stop, again, messages);
        signals.handle("INT", signals::interrupted);
        signals.handle("TERM", signals::interrupted);
        signals.watch.setDaemon(true);
        try {
            signals.watch.start();
        } catch (OutOfMemoryError e) {
            signals.leaveToTheSystem();
        }
        return signals;
    }

    private boolean drain() {
        boolean first = stop.request();
        if (first) {
            messages.accept(STOPPING);
        }
        return first;
    }

    private void interrupted() {
        if (!drain()) {
            messages.accept("stopped: ended at once from the keyboard or by a signal\n\n" + NextCommand.toGoOn(again));
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(MILLIS_BETWEEN_CHECKS);
                new Thread(() -> {}, "signals-check").start();
            }
        } catch (OutOfMemoryError e) {
            leaveToTheSystem();
        } catch (InterruptedException e) {
            return; // closed
        }
    }

    private synchronized void leaveToTheSystem() {
        for (String name : earlierHandlers.keySet()) {
            try {
                var unused = replace(
                        name,
                        Class.forName("sun.misc.SignalHandler")
                                .getField("SIG_DFL")
                                .get(null));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a signal that could be taken cannot be left to the system", e);
            }
        }
    }

    private void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            Object handler = MethodHandleProxies.asInterfaceInstance(
                    Class.forName("sun.misc.SignalHandler"), MethodHandles.dropArguments(run, 0, signal));
            earlierHandlers.put(name, replace(name, handler));
        } catch (ReflectiveOperationException e) {
            // A Java platform without the signals, or started with -Xrs: they then end the process, which loses
            // nothing.
            return;
        }
    }

    /** Sets a signal's handler and returns the one it had. */
    private static Object replace(String name, Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        return signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
                .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
    }

    @Override
    public synchronized void close() {
        watch.interrupt();
        earlierHandlers.forEach((name, handler) -> {
            try {
                replace(name, handler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a signal that could be taken cannot be given back", e);
            }
        });
    }
}
