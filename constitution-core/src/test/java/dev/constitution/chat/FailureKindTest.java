package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.internal.ExceptionMapper;
import java.io.EOFException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureKindTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new RateLimitException("slow down"), FailureKind.RATE_LIMITED),
                Arguments.of(new RateLimitException("{\"code\":\"insufficient_quota\"}"), FailureKind.QUOTA),
                Arguments.of(
                        new RateLimitException(
                                "You exceeded your current quota \"quotaId\":\"TokensPerMinute-FreeTier\""),
                        FailureKind.RATE_LIMITED),
                Arguments.of(
                        new RateLimitException("exceeded your current quota: RequestsPerMinute, RequestsPerDay"),
                        FailureKind.QUOTA),
                Arguments.of(new AuthenticationException("bad key"), FailureKind.AUTHENTICATION),
                Arguments.of(new ModelNotFoundException("no such model"), FailureKind.MODEL_NOT_FOUND),
                Arguments.of(new InvalidRequestException("temperature"), FailureKind.INVALID_REQUEST),
                Arguments.of(
                        new InvalidRequestException("maximum context length is 8192 tokens"), FailureKind.TOO_LONG),
                Arguments.of(
                        new InvalidRequestException("the request exceeds the available context size"),
                        FailureKind.TOO_LONG),
                Arguments.of(new InvalidRequestException("prompt is too long: 9 > 8"), FailureKind.TOO_LONG),
                Arguments.of(new InvalidRequestException("Your credit balance is too low"), FailureKind.QUOTA),
                Arguments.of(
                        new InvalidRequestException(new HttpException(402, "requires more credits")),
                        FailureKind.QUOTA),
                Arguments.of(
                        new InvalidRequestException("{\"error\":{\"code\": \"content_filter\",\"status\":400}}"),
                        FailureKind.REFUSED),
                Arguments.of(
                        new InvalidRequestException("Output blocked by content filtering policy"), FailureKind.REFUSED),
                Arguments.of(new ContentFilteredException("filtered"), FailureKind.REFUSED),
                Arguments.of(new TimeoutException("60 s"), FailureKind.TIMEOUT),
                Arguments.of(new InternalServerException("529"), FailureKind.UNAVAILABLE),
                Arguments.of(new HttpException(502, "bad gateway"), FailureKind.UNAVAILABLE),
                Arguments.of(new RuntimeException(new EOFException()), FailureKind.UNAVAILABLE),
                Arguments.of(new RuntimeException(new JsonParseException(null, "<html>")), FailureKind.MALFORMED),
                Arguments.of(
                        new MalformedAnswerException("{}", new InternalServerException("no choices")),
                        FailureKind.MALFORMED),
                Arguments.of(new IllegalStateException("a defect"), FailureKind.ERROR));
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                // Refused: the prompt, not the account.
                Arguments.of(
                        403, "{'error':{'message':'Your input was flagged.','metadata':{'reasons':['x']}}}", "refused"),
                Arguments.of(403, "{'code':'denied','error':'Content violates usage guidelines.'}", "refused"),
                Arguments.of(
                        403, "{'code':'denied','error':'Access to the chat endpoint is denied'}", "authentication"),
                Arguments.of(403, "{'message':'Your account was flagged and suspended'}", "authentication"),
                Arguments.of(
                        400, "{'error':{'message':'Content Exists Risk','code':'invalid_request_error'}}", "refused"),
                Arguments.of(400, "{'code':'DataInspectionFailed','message':'Output may be unsuitable'}", "refused"),
                Arguments.of(400, "{'error':{'code':'1301','message':'系统检测到不安全或敏感内容'}}", "refused"),
                Arguments.of(500, "{'error':{'code':'1301','message':'系统检测'}}", "refused"),
                Arguments.of(400, "{'error':{'message':'Invalid prompt: your prompt was flagged'}}", "refused"),
                Arguments.of(
                        400,
                        "{'error':{'message':'Invalid prompt: wrong schema','code':'invalid_prompt'}}",
                        "invalid_request"),
                // Too long, in anyone's words.
                Arguments.of(400, "{'message':'Current length is 20 while limit is 13','code':'x'}", "too_long"),
                Arguments.of(
                        400,
                        "[{'error':{'message':'input token count (9) exceeds the maximum number of tokens allowed (8)'}}]",
                        "too_long"),
                Arguments.of(400, "{'error':{'message':'Range of input length should be [1, 9]'}}", "too_long"),
                Arguments.of(400, "{'error':'the request exceeds the available context size'}", "too_long"),
                Arguments.of(
                        400,
                        "{'error':{'message':'maximum prompt length is 8 but the request contains 9 tokens'}}",
                        "too_long"),
                Arguments.of(
                        400,
                        "{'error':{'message':'Please reduce the length of the messages or completion'}}",
                        "too_long"),
                Arguments.of(
                        400,
                        "{'error':{'message':'Input length 9 exceeds the maximum allowed input length of 8'}}",
                        "too_long"),
                Arguments.of(413, "", "too_long"),
                Arguments.of(500, "{'error':'context size has been exceeded'}", "too_long"),
                Arguments.of(429, "{'error':{'message':'Request too large: Limit 60, Requested 99'}}", "too_long"),
                Arguments.of(
                        400,
                        "{'error':{'message':'The maximum tokens you requested exceeds the model limit of 4096'}}",
                        "invalid_request"),
                Arguments.of(400, "{'error':{'message':'string too long. Expected at most 64'}}", "invalid_request"),
                // A throttle that speaks of tokens, and a rate that speaks of quota.
                Arguments.of(400, "{'message':'Too many tokens, please wait before trying again.'}", "rate_limited"),
                Arguments.of(
                        429,
                        "{'error':{'message':'Rate limit reached: Limit 60, Used 50, Requested 20'}}",
                        "rate_limited"),
                Arguments.of(
                        429,
                        "{'error':{'message':'You exceeded your current quota. Please retry in 36.4s.'}}",
                        "rate_limited"),
                // The code decides before the words.
                Arguments.of(
                        429,
                        "{'error':{'message':'Rate limit reached on requests by the minute. Raise it on the billing page.',"
                                + "'type':'requests','code':'rate_limit_exceeded'}}",
                        "rate_limited"),
                Arguments.of(
                        429,
                        "{'type':'error','error':{'type':'rate_limit_error','message':'insufficient credits for this pace'}}",
                        "rate_limited"),
                Arguments.of(
                        429,
                        "{'error':{'message':'Rate limit reached, try again in 20s','code':'insufficient_quota'}}",
                        "quota"),
                Arguments.of(
                        429, "{'error':{'message':'Limit 60, Requested 99','code':'rate_limit_exceeded'}}", "too_long"),
                Arguments.of(429, "{'error':{'message':'See billing, and try again in 6m0s'}}", "rate_limited"),
                Arguments.of(429, "{'error':{'message':'See billing'},'retry_after':3}", "rate_limited"),
                Arguments.of(429, "{'error':{'message':'See billing'}}", "quota"),
                Arguments.of(
                        413, "{'error':{'message':'Rate limit reached','code':'rate_limit_exceeded'}}", "too_long"),
                // What the status says alone: another answer may come a little later.
                Arguments.of(409, "{'error':{'message':'locked'}}", "unavailable"),
                Arguments.of(425, "", "unavailable"),
                // Balance, whatever the status.
                Arguments.of(429, "{'error':{'message':'suspended due to insufficient balance'}}", "quota"),
                Arguments.of(
                        429,
                        "{'error':{'message':'Provider returned error','metadata':{'raw':'{\"error\":{\"message\":\"insufficient balance\"}}'}}}",
                        "quota"),
                Arguments.of(429, "{'error':{'code':'1113','message':'x'}}", "quota"),
                Arguments.of(403, "{'code':30011,'message':'your paid balance is insufficient','data':null}", "quota"),
                Arguments.of(500, "{'error':{'message':'insufficient balance (1008)'}}", "quota"),
                Arguments.of(402, "{'error':{'message':'pay'}}", "quota"),
                Arguments.of(
                        402,
                        "{'error':{'message':'too much','metadata':{'limit_source':'in_flight_budget'}}}",
                        "rate_limited"),
                // Words of the request that a body repeats are no words of the provider.
                Arguments.of(
                        422,
                        "{'detail':[{'loc':['body','seed'],'msg':'Extra inputs are not permitted','input':'content policy, insufficient balance'}]}",
                        "invalid_request"),
                Arguments.of(
                        400,
                        "{'error':{'message':'bad tools'},'messages':['rate limit, content policy, context length']}",
                        "invalid_request"),
                Arguments.of(
                        401,
                        "{'error':{'message':'wrong key; see our content policy and context length'}}",
                        "authentication"),
                // A gateway's 400 for its provider's failure.
                Arguments.of(400, "{'status':400,'message':'Provider returned error'}", "unavailable"),
                Arguments.of(503, "{'error':'Model is loading','estimated_time':20}", "unavailable"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void of_bodyOfAProvider_isReadByItsWords(int status, String body, String expected) {
        RuntimeException failure =
                ExceptionMapper.DEFAULT.mapException(new HttpException(status, body.replace('\'', '"')));

        assertThat(FailureKind.of(failure).label()).as(body).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void of_exception_findsTheKindThroughItsCauses(RuntimeException failure, FailureKind expected) {
        assertThat(FailureKind.of(failure)).isEqualTo(expected);
        assertThat(FailureKind.of(new RuntimeException("wrapped", failure))).isEqualTo(expected);
    }
}
