package dev.constitution.runner.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.constitution.runner.pairs.Preferred;
import java.util.Optional;

/** An {@link Agreement} as JSON. */
@JsonNaming(SnakeCaseStrategy.class)
record AgreementJson(
        long n,
        long verdicts,
        long agree,
        Optional<ProportionJson> accuracy,
        Optional<ProportionJson> accuracyWithoutTies,
        FigureJson kappa,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<FigureJson> ac1,
        Ties ties,
        Length length) {

    private record Ties(long people, long judge, long both) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Length(
            Optional<ProportionJson> peopleForLonger,
            Optional<ProportionJson> judgeForLonger,
            Optional<ProportionJson> accuracyLongerPreferred,
            Optional<ProportionJson> accuracyShorterPreferred) {}

    static AgreementJson of(Agreement agreement) {
        return new AgreementJson(
                agreement.pairs(),
                agreement.verdicts(),
                agreement.agreeing().hits(),
                ProportionJson.of(agreement.agreeing()),
                ProportionJson.of(agreement.agreeingWithoutTies()),
                FigureJson.of(agreement.kappa()),
                agreement.ac1().map(FigureJson::of),
                new Ties(
                        agreement.tiesOfPeople(),
                        agreement.tiesOfJudge(),
                        agreement.count(Preferred.TIE, Preferred.TIE)),
                new Length(
                        ProportionJson.of(agreement.peopleForLonger()),
                        ProportionJson.of(agreement.judgeForLonger()),
                        ProportionJson.of(agreement.whereLongerIsPreferred()),
                        ProportionJson.of(agreement.whereShorterIsPreferred())));
    }
}
