package dev.constitution.examples.service;

import dev.constitution.local.LocalChatModel;
import dev.constitution.spring.RevisionCustomizer;
import dev.langchain4j.model.chat.ChatModel;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Answers questions under a constitution, over HTTP, and shows on a page what was criticised and revised on the way:
 *
 * <pre>examples/run AnswerService</pre>
 *
 * and then http://localhost:8080. The starter wraps the one chat model that is declared here; which principles it answers under is
 * set in {@code application.properties}.
 */
@SpringBootApplication
public class AnswerService {

    public static void main(String... arguments) {
        SpringApplication.run(AnswerService.class, arguments);
    }

    /** Any chat model of LangChain4j's; this one is small, and runs in this process. */
    @Bean
    ChatModel model() {
        return LocalChatModel.builder().build();
    }

    /** The starter's models tell of each step that they make. */
    @Bean
    RevisionCustomizer stepsHeard(StepHearing hearing) {
        return revision -> revision.listener(hearing);
    }
}
