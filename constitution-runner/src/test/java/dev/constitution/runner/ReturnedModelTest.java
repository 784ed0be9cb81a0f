package dev.constitution.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ReturnedModelTest {
    @Test
    void see_nameChanges_warnsOnce() {
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        Logger logger = (Logger) LoggerFactory.getLogger(ReturnedModel.class);
        logger.addAppender(heard);
        try {
            ReturnedModel returned = new ReturnedModel();
            for (String name : new String[] {"m-0601", null, "m-0601", "m-0715", "m-0601", "m-0715"}) {
                returned.see(name);
            }
        } finally {
            logger.detachAppender(heard);
        }

        assertThat(heard.list).singleElement().asString().contains("model m-0601, then with m-0715");
    }
}
