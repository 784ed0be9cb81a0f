package dev.constitution.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | You should talk to the neighbour first, and ask whether he knows that it is loud.",
                "de | Sprich zuerst mit dem Nachbarn und frage, ob er weiß, dass es zu laut ist und nicht geht.",
                "fr | Parlez d'abord avec le voisin, et demandez-lui si la musique est vraiment nécessaire pour lui.",
                "es | Habla primero con el vecino y pregunta si sabe que la música está muy alta para los demás.",
                "it | Parla prima con il vicino e chiedi se sa che la musica è troppo alta per gli altri.",
                "pt | Fale primeiro com o vizinho e pergunte se ele não sabe que a música está muito alta para os outros.",
                "nl | Praat eerst met de buurman en vraag of hij weet dat het te luid is voor het hele huis.",
                "sv | Prata först med grannen och fråga om han vet att det är för högt på kvällen.",
                "da | Tal først med naboen og spørg, om han ved, at det er for højt, og hvad du selv kan gøre ved det.",
                "nb | Snakk først med naboen og spør om han vet at det er for høyt, og hva du selv kan gjøre med det.",
                "nn | Snakk med naboen og spør om han veit at det er for høgt, og kva du sjølv kan gjere med det. Ikkje rop.",
                "pl | Porozmawiaj najpierw z sąsiadem i zapytaj, czy wie, że to jest za głośno dla innych, ale nie krzycz.",
                "ru | Сначала поговорите с соседом и спросите, знает ли он, что это мешает вам и не даёт спать.",
                "ja | まず隣の人と話して、音が大きいことを知っているか聞いてみてください。",
                "zh | 先和邻居谈谈，问他知不知道声音太大了。",
                "ko | 먼저 이웃과 이야기하고 소리가 너무 크다는 것을 아는지 물어보세요.",
                "arabic | تحدث مع جارك أولا واسأله إن كان يعلم أن الصوت مرتفع.",
            })
    void of_sentence_isTold(String language, String text) {
        assertThat(Language.of(text)).contains(language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "42",
                "Yes.",
                "Paris, Berlin, Madrid",
                "for (int i = 0; i < n; i++) { sum += a[i]; }",
                "!!! ??? 😀",
                "Привет hello 你好",
                "\ud800",
            })
    void of_fewWordsCodeOrMixture_isUnsure(String text) {
        assertThat(Language.of(text)).isEmpty();
    }
}
