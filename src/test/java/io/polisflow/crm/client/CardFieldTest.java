package io.polisflow.crm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person may type into a card, and when two values say the same. */
class CardFieldTest {

    @ParameterizedTest
    @CsvSource({
        "KPP,668601001,668601001",
        "KPP,6686AB001,6686AB001",
        "OGRN,1027700132195,1027700132195",
        "OGRN,300000000000015,300000000000015",
        "OKVED,64.19,64.19",
        "OKVED,70.10.2,70.10.2",
        "REGISTRATION_DATE,16.08.2002,2002-08-16",
        "REGISTRATION_DATE,2002-08-16,2002-08-16",
        "SME,true,true",
        "COMPANY_SIZE,MICRO,MICRO",
        "ADDRESS,'  Москва ','Москва'"
    })
    void aGoodValueIsBroughtToItsTextForm(CardField field, String typed, String kept) {
        assertThat(field.checked(typed)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "KPP,66860100",
        "KPP,66860100Ы",
        "OGRN,1027700132196",
        "OGRN,10277001321950",
        "OKVED,64-19",
        "OKVED,04.10",
        "REGISTRATION_DATE,31.02.2002",
        "SME,maybe",
        "COMPANY_SIZE,HUGE",
        "NAME,'  '"
    })
    void aWrongValueIsRefusedByName(CardField field, String typed) {
        assertThatThrownBy(() -> field.checked(typed))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(field.label())
                .extracting(refusal -> ((RefusedException) refusal).field())
                .isEqualTo(field.key());
    }

    @Test
    void anEmptyValueClearsTheField() {
        assertThat(CardField.ADDRESS.checked(" ")).isNull();
        assertThat(CardField.HEAD_NAME.checked(null)).isNull();
    }

    @Test
    void quotesCaseAndBlanksMakeNoDifference() {
        assertThat(CardField.NAME.same("ООО «Ромашка»", "ооо \"РОМАШКА\" ")).isTrue();
        assertThat(CardField.ADDRESS.same("г. Королёв,  ул. Мира", "Г. КОРОЛЕВ, УЛ. МИРА"))
                .isTrue();
        assertThat(CardField.NAME.same("ООО «Ромашка»", "ООО «Лютик»")).isFalse();
        assertThat(CardField.NAME.same("ООО «Ромашка»", null)).isFalse();
    }

    @Test
    void headOfficesAndBranchesAreToldApartByTheReasonCode() {
        assertThat(Kpp.isOfHeadOffice("773601001")).isTrue();
        assertThat(Kpp.isOfHeadOffice("997950001")).isTrue();
        assertThat(Kpp.isOfHeadOffice("668643001")).isFalse();
        assertThat(CardField.labelled("Адрес")).isEqualTo(CardField.ADDRESS);
        assertThat(CardField.REGISTRATION_DATE.key()).isEqualTo("registrationDate");
        assertThat(CardField.SME.shown("false")).isEqualTo("нет");
    }
}
