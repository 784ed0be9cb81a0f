package dev.constitution.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.constitution.chat.FailureKind;
import dev.constitution.chat.LogprobMetadata;
import dev.constitution.chat.LogprobMetadata.TokenLogprobs;
import dev.constitution.chat.MalformedAnswerException;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of answers that other servers than OpenAI's own send. */
class ChatCompletionsAnswerTest {

    private static ChatResponse read(String singleQuoted) {
        return ChatCompletionsAnswer.read(singleQuoted.replace('\'', '"'));
    }

    /** An answer with this message and this end. */
    private static ChatResponse message(String message, String end) {
        return read("{'choices':[{'index':0,'message':" + message + ",'finish_reason':'" + end
                + "'}],'usage':{'prompt_tokens':9,'completion_tokens':4}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'content':'Yes.','reasoning_content':'Hm.'}",
                "{'content':'Yes.','reasoning':'Hm.'}",
                "{'content':'Yes.','reasoning':'Hm.','reasoning_content':'Hm.'}",
                "{'content':'Yes.','thinking':['Hm.']}",
                "{'content':'Yes.','reasoning_details':[{'type':'reasoning.text','text':'Hm.'},{'type':'reasoning.encrypted','data':'x'}]}",
                "{'content':[{'type':'reasoning','text':'Hm.'},{'type':'output_text','text':'Yes.'}]}",
                "{'content':['Yes','.'],'reasoning_content':{'text':'Hm.'}}",
                "{'content':'Yes.','refusal':'','tool_calls':[],'reasoning_content':'Hm.'}",
            })
    void read_thoughtsInAnyForm_areApartFromTheText(String message) {
        AiMessage answer = message(message, "stop").aiMessage();

        assertThat(answer.text()).isEqualTo("Yes.");
        assertThat(answer.thinking()).isEqualTo("Hm.");
    }

    @Test
    void read_textThatRepeatsTheThoughts_isNoText() {
        assertThat(message("{'content':'So it is. ','reasoning':'So it is.'}", "stop")
                        .aiMessage()
                        .text())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'content':null,'tool_calls':[{'id':'t'}]}",
                "{'content':'I will look.','tool_calls':[{'id':'t'}]}",
                "{'content':'','function_call':{'name':'f'}}",
            })
    void read_callOfATool_isNoAnswer(String message) {
        assertThatThrownBy(() -> message(message, "stop"))
                .isInstanceOf(MalformedAnswerException.class)
                .hasMessageContaining("called a tool");
    }

    @Test
    void read_severalChoices_takesTheOneWithText() {
        assertThat(read("{'choices':[{'index':0,'message':{'content':''},'finish_reason':'stop'},"
                                + "{'index':1,'message':{'content':'Yes.'},'finish_reason':'stop'}]}")
                        .aiMessage()
                        .text())
                .isEqualTo("Yes.");
    }

    @Test
    void read_choiceWithoutAMessage_endsAsItSays() {
        assertThat(read("{'choices':[{'index':0,'finish_reason':'length'}],'usage':{'prompt_tokens':9}}")
                        .finishReason())
                .isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void read_wordOfTheProviderBehindAGateway_outranksStop() {
        assertThat(
                        read("{'choices':[{'message':{'content':'Ye'},'finish_reason':'stop','native_finish_reason':'SAFETY'}]}")
                                .finishReason())
                .isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void read_piecesThatRepeatAllBefore_areNotAddedUp() {
        String piece = "data: {'choices':[{'delta':{'content':'%s'}}]}\n";

        assertThat(read(piece.formatted("I") + piece.formatted("I am") + piece.formatted("I am here.") + "data: [DONE]")
                        .aiMessage()
                        .text())
                .isEqualTo("I am here.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'error':{'message':'x','code':502}} | unavailable",
                "{'error':{'message':'x','code':'rate_limit_exceeded'}} | rate_limited",
                "[{'error':{'message':'x','status':'INVALID_ARGUMENT','code':400}}] | invalid_request",
                "{'choices':null,'base_resp':{'status_code':1008,'status_msg':'insufficient balance'}} | quota",
                "{'choices':null,'base_resp':{'status_code':1002,'status_msg':'x'}} | rate_limited",
                "{'error':'the request exceeds the available context size'} | too_long",
                "data: {'error':{'message':'Overloaded','type':'overloaded_error'}} | unavailable",
                "{'choices':[{'message':{'content':'half'}}],'error':{'message':'x','code':500}} | unavailable",
                "{'choices':[]} | malformed",
                "{'choices':null,'usage':{'completion_tokens':0}} | malformed",
                "{'error':{'message':'no'}} | malformed",
                "{'choices':[{'message':{'content':null},'finish_reason':'stop'}]} | malformed",
                "{'choices':[{'message':{'content':''},'finish_reason':'length'}],'usage':{'completion_tokens':1}} | too_long",
            })
    void read_noAnswerUnderStatus200_hasTheKindOfItsError(String body, String kind) {
        assertThat(FailureKind.of(catchThrowable(() -> read(body))).label()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", ": waiting\n\n"})
    void read_blankBody_isMalformed(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedAnswerException.class);
    }

    @Test
    void read_webPage_asksForTheAddress() {
        assertThatThrownBy(() -> read("\ufeff <html></html>"))
                .hasMessageContaining("the address is not that of the API, which often ends in /v1");
    }

    @Test
    void read_emptyErrorBesideAnAnswer_isNone() {
        for (String error : List.of("null", "{}", "''", "[]")) {
            assertThat(read("{'error':" + error + ",'choices':[{'message':{'content':'Yes.'}}]}")
                            .aiMessage()
                            .text())
                    .isEqualTo("Yes.");
        }
    }

    private static List<TokenLogprobs> logprobs(String message, String tokens) {
        ChatResponse response =
                read("{'choices':[{'message':" + message + ",'logprobs':{'content':[" + tokens + "]}}]}");
        return ((LogprobMetadata) response.metadata()).logprobs();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'token':'A','logprob':0.7}",
                "{'token':'A','logprob':0,'top_logprobs':[{'token':'A','logprob':0},{'token':'B','logprob':0}]}",
            })
    void read_logprobsThatAreNone_areLeftOut(String token) {
        assertThat(logprobs("{'content':'A'}", token)).isEmpty();
    }
}
