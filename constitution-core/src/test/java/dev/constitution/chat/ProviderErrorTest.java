package dev.constitution.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'error':{'message':'no such model','type':'x','param':null}} | no such model",
                "{'detail':[{'loc':['body','seed'],'msg':'not permitted','input':7},{'loc':['body'],'msg':'empty'}]}"
                        + " | body.seed: not permitted; body: empty",
                "{'error':{'message':'Provider returned error','metadata':{'raw':'{\"detail\":\"overheated\"}'}}}"
                        + " | Provider returned error; overheated",
                "{'title':'Gone','status':410,'detail':'It was retired.'} | Gone; It was retired.",
                "no JSON: {at all} | no JSON: {at all}",
                "{'cut': 'off | {'cut': 'off",
                "{'nothing':1} | {'nothing':1}",
            })
    void sentence_bodyOfAnyForm_isWhatAPersonReads(String body, String expected) {
        assertThat(ProviderError.sentence(json(body))).isEqualTo(json(expected));
    }

    private static String json(String text) {
        return text.replace("\"", "\\\"").replace('\'', '"');
    }
}
