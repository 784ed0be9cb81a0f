package dev.constitution.runner.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.chat.ModelCall;
import dev.constitution.chat.ModelRole;
import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.testing.EchoModel;
import dev.constitution.runner.testing.FakeTime;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstContactTest {
    private final FakeTime time = new FakeTime();
    private final FirstContact contact = new FirstContact(time);

    private boolean stopsAfter(Exception failure) {
        ModelCall call = new ModelCall(
                "p1",
                ModelRole.GENERATOR,
                "generate",
                new EchoModel(),
                ChatRequest.builder().messages(UserMessage.from("q")).build());
        RuntimeException thrown =
                failure instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) failure;
        return contact.failed(call, thrown, false)
                .filter(stop -> stop.code() == ExitCode.PARTIAL)
                .filter(stop -> stop.message().contains("host.invalid"))
                .isPresent();
    }

    @Test
    void failed_noConnectionForAWhile_stops() {
        for (IOException failure :
                List.of(new ConnectException("host.invalid"), new UnknownHostException("host.invalid"))) {
            assertThat(stopsAfter(failure)).isFalse();
        }
        time.pass(Duration.ofSeconds(5));

        assertThat(stopsAfter(new ConnectException("host.invalid"))).isTrue();
    }

    @Test
    void failed_somebodyAnsweredBefore_goesOn() {
        for (Exception reached : List.of(new SocketException("reset"), new InternalServerException("broken"))) {
            assertThat(stopsAfter(reached)).isFalse();
        }
        assertThat(stopsAfter(new ConnectException("host.invalid"))).isFalse();
        time.pass(Duration.ofHours(1));

        assertThat(stopsAfter(new ConnectException("host.invalid"))).isFalse();
    }
}
