package dev.constitution.runner.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.base.RunStop;
import dev.constitution.runner.base.RunStopException;
import dev.constitution.runner.base.Time;
import dev.constitution.runner.testing.FakeTime;
import dev.constitution.runner.threads.StopSwitch;
import dev.constitution.runner.threads.ThreadSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdmissionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final FakeTime time = new FakeTime();
    private final StopSwitch stop = new StopSwitch();

    private Admission admission(int concurrency) {
        return new Admission(CallLimits.ofConcurrency(concurrency), time, stop, true);
    }

    private static void answer(Admission admission, SendPermit ticket) {
        var unused = admission.leave(ticket, RequestEnd.ANSWERED, Duration.ZERO, 0);
    }

    private static void refuse(Admission admission, SendPermit ticket) {
        var unused = admission.leave(ticket, RequestEnd.REFUSED, MINUTE, 0);
    }

    @Test
    void enter_beforeTheFirstAnswer_letsOneRequestGoAtATime() throws Exception {
        Admission admission = new Admission(CallLimits.ofConcurrency(8), time, stop, false);
        SendPermit first = admission.enter(0, 0);
        CountDownLatch entered = new CountDownLatch(3);
        for (int i = 1; i <= 3; i++) {
            int call = i;
            Thread other = new Thread(() -> {
                try {
                    var unused = admission.enter(call, 0);
                    entered.countDown();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            other.start();
        }
        while (admission.state().waiting() < 3) {
            Thread.onSpinWait();
        }
        assertThat(admission.state().inFlight()).isEqualTo(1);

        answer(admission, first);

        entered.await();
        assertThat(admission.state().inFlight()).isEqualTo(3);
    }

    /** Two of three requests time out or fail, then all are answered. */
    @Test
    void leave_manyUnanswered_bringsTheConcurrencyDownAndBack() throws Exception {
        Admission admission = admission(64);
        for (int call = 0; call < 600; call++) {
            SendPermit permit = admission.enter(call, 0);
            var unused = admission.leave(
                    permit, call % 3 == 0 ? RequestEnd.ANSWERED : RequestEnd.UNANSWERED, Duration.ZERO, 0);
        }
        assertThat(admission.state().limit()).isLessThan(8);

        for (int call = 600; call < 4000; call++) {
            answer(admission, admission.enter(call, 0));
        }

        assertThat(admission.state().limit()).isEqualTo(64);
    }

    @Test
    void enter_afterARefusalAtTheStart_holdsAllCalls() throws Exception {
        Admission admission = admission(8);
        refuse(admission, admission.enter(0, 0));

        var unused = admission.enter(1, 0);

        assertThat(time.elapsed()).isEqualTo(MINUTE);
    }

    @Test
    void enter_afterOneRefusalAmongManyAnswers_goesOn() throws Exception {
        Admission admission = admission(8);
        for (int call = 0; call < 16; call++) {
            answer(admission, admission.enter(call, 0));
        }
        refuse(admission, admission.enter(16, 0));

        answer(admission, admission.enter(17, 0));

        assertThat(time.elapsed()).isZero();
    }

    @Test
    void enter_afterRefusalsOfAQuarter_holdsAllCallsUntilTheLastWaitEnds() throws Exception {
        Admission admission = admission(8);
        for (int call = 0; call < 16; call++) {
            answer(admission, admission.enter(call, 0));
        }
        List<SendPermit> sent = new ArrayList<>();
        for (int call = 16; call < 22; call++) {
            sent.add(admission.enter(call, 0));
        }
        for (SendPermit ticket : sent) {
            refuse(admission, ticket);
            time.pass(Duration.ofSeconds(1));
        }

        var unused = admission.enter(22, 0);

        assertThat(time.elapsed()).isEqualTo(MINUTE.plusSeconds(5));
    }

    @Test
    void enter_outage_triesWithOneRequestAtGrowingIntervals() throws Exception {
        Admission admission = admission(64);
        List<SendPermit> sent = new ArrayList<>();
        for (int call = 0; call < 10; call++) {
            sent.add(admission.enter(call, 0));
        }
        for (SendPermit ticket : sent) {
            var unused = admission.leave(ticket, RequestEnd.UNANSWERED, Duration.ZERO, 0);
        }
        List<Long> tries = new ArrayList<>();
        for (int call = 10; call < 18; call++) {
            SendPermit ticket = admission.enter(call, 0);
            tries.add(time.elapsed().toSeconds());
            assertThat(ticket.probe()).isTrue();
            var unused = admission.leave(ticket, RequestEnd.UNANSWERED, Duration.ZERO, 0);
        }

        assertThat(tries).containsExactly(1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L);
        answer(admission, admission.enter(18, 0));
        assertThat(admission.state().outage()).isFalse();
    }

    @Test
    void enter_failuresOfOneCallAlone_areNoOutage() throws Exception {
        Admission admission = admission(4);
        for (int i = 0; i < 50; i++) {
            var unused = admission.leave(admission.enter(7, 0), RequestEnd.UNANSWERED, Duration.ZERO, 0);
        }

        assertThat(admission.state().outage()).isFalse();
    }

    @Test
    void enter_requestsPerMinute_spacesThem() throws Exception {
        Admission admission = new Admission(CallLimits.ofConcurrency(8).withRequestsPerMinute(30), time, stop, true);
        List<Long> sent = new ArrayList<>();
        for (int call = 0; call < 4; call++) {
            answer(admission, admission.enter(call, 0));
            sent.add(time.elapsed().toSeconds());
        }

        assertThat(sent).containsExactly(0L, 2L, 4L, 6L);
    }

    @Test
    void leave_fewerTokensThanEstimated_givesTheRestBack() throws Exception {
        Admission admission = new Admission(CallLimits.ofConcurrency(8).withTokensPerMinute(60_000), time, stop, true);
        answer(admission, admission.enter(0, 1_000_000));

        var unused = admission.enter(1, 1_000);

        assertThat(time.elapsed()).isZero();
    }

    @Test
    void enter_manyThreads_neverExceedsTheLimitAndServesAll() throws Exception {
        Admission admission = new Admission(CallLimits.ofConcurrency(5), Time.SYSTEM, stop, true);
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = ThreadSource.open();
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                long call = i;
                done.add(threads.submit(() -> {
                    for (int n = 0; n < 50; n++) {
                        SendPermit ticket = admission.enter(call, 0);
                        most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                        Thread.yield();
                        inFlight.decrementAndGet();
                        answer(admission, ticket);
                    }
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(most.get()).isLessThanOrEqualTo(5);
        assertThat(admission.state()).isEqualTo(new Admission.State(0, 0, 5, false));
    }

    @Test
    void enter_interruptedWhileItWaits_leavesTheQueue() throws Exception {
        Admission admission = new Admission(CallLimits.ofConcurrency(1), Time.SYSTEM, stop, true);
        SendPermit held = admission.enter(0, 0);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread waiting = new Thread(() -> thrown.set(catchThrowable(() -> admission.enter(1, 0))));
        start(waiting, admission);

        waiting.interrupt();
        waiting.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(admission.state().waiting()).isZero();
        answer(admission, held);
        answer(admission, admission.enter(2, 0));
    }

    @Test
    void stop_callsThatWaitForTheirTurnOrBackOff_throwIt() throws Exception {
        Admission admission = new Admission(CallLimits.ofConcurrency(1), Time.SYSTEM, stop, true);
        var unused = admission.enter(0, 0);
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Thread turn = new Thread(() -> thrown.add(catchThrowable(() -> admission.enter(1, 0))));
        start(turn, admission);
        Thread backOff = new Thread(() -> thrown.add(catchThrowable(() -> admission.backOff(Duration.ofHours(1)))));
        backOff.start();
        while (admission.state().waiting() < 2) {
            Thread.onSpinWait();
        }
        RunStop reason = new RunStop(ExitCode.PARTIAL, "enough");

        stop.stop(reason);
        turn.join();
        backOff.join();

        assertThat(thrown).hasSize(2).allSatisfy(failure -> isOf(reason, failure));
        assertThatThrownBy(() -> admission.enter(2, 0)).satisfies(failure -> isOf(reason, failure));
    }

    private static void isOf(RunStop reason, Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        RunStopException.class,
                        stopped -> assertThat(stopped.stop()).isEqualTo(reason));
    }

    private static void start(Thread thread, Admission admission) {
        thread.start();
        while (admission.state().waiting() == 0) {
            Thread.onSpinWait();
        }
    }
}
