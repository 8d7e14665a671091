package io.polisflow.crm.deal;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.SearchText;
import io.polisflow.crm.deal.DealRegister.Search;
import io.polisflow.crm.proposal.Proposals;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;

/** Finding deals; both databases must find the same. */
abstract class RegistersTest extends DatabaseTest {

    @Autowired
    private DealRegister register;

    @Autowired
    private Proposals proposals;

    private String mark;
    private Client client;
    private Deal deal;

    @BeforeEach
    void aDeal() {
        mark = UUID.randomUUID().toString().substring(0, 8);
        client = clients.findOrCreate(null, "ООО «Ёжик " + mark + " и Ко»");
        deal = transaction.execute(status -> deals.open(clients.get(client.id()), null, Stage.NEEDS_ANALYSIS));
    }

    private List<String> found(Stage stage, String owner, String text) {
        return register.find(new Search(stage, owner, SearchText.of(text)), PageRequest.of(0, 10)).stream()
                .map(Deal::number)
                .toList();
    }

    @Test
    void wordsAreFoundInAnyCaseAndOrderAndNumbersByAPart() {
        for (String text : List.of(mark + " ёжик", "ЕЖИК " + mark.toUpperCase(), deal.number(), "ежик, " + mark)) {
            assertThat(found(null, null, text)).as(text).contains(deal.number());
        }
        assertThat(found(null, null, mark + " заяц")).isEmpty();
        assertThat(found(null, null, "%" + mark + "_")).isEqualTo(found(null, null, mark));
        for (String text : List.of("%", "_", "!", "'; drop table deal; --", "\\", "\u0000!")) {
            assertThat(found(null, null, text)).as(text).isEmpty();
        }
        assertThat(found(null, null, "ё".repeat(5000))).isEmpty();
    }

    @Test
    void stageAndManagerNarrowWhatTheTextFinds() {
        assertThat(found(Stage.NEEDS_ANALYSIS, deal.owner(), mark)).containsExactly(deal.number());
        assertThat(found(Stage.WON, deal.owner(), mark)).isEmpty();
        assertThat(found(Stage.NEEDS_ANALYSIS, "nobody", mark)).isEmpty();
        assertThat(found(null, null, "")).isNotEmpty();
    }

    @Test
    void everyDealOfASearchIsHandedOverOnceAndTheNewestFirst() {
        List<String> numbers = new ArrayList<>(List.of(deal.number()));
        for (int i = 0; i < 3; i++) {
            numbers.add(
                    0, transaction.execute(status -> deals.open(clients.get(client.id()), null, Stage.NEEDS_ANALYSIS)
                            .number()));
        }
        List<String> handed = new ArrayList<>();
        register.each(
                new Search(null, null, SearchText.of(mark)), some -> some.forEach(one -> handed.add(one.number())));
        assertThat(handed).isEqualTo(numbers);
        register.each(new Search(Stage.WON, null, SearchText.of(mark)), some -> handed.clear());
        assertThat(handed).isNotEmpty();
    }

    @Test
    void openDealsOfManyClientsAndPremiumsOfManyDealsAreReadAtOnce() {
        assertThat(register.openByClient(List.of(client.id(), -1L))).containsOnly(java.util.Map.entry(client.id(), 1L));
        assertThat(register.openByClient(List.of())).isEmpty();
        assertThat(proposals.premiumsOf(List.of(deal))).isEmpty();
        assertThat(proposals.premiumsOf(List.of())).isEmpty();
    }
}
