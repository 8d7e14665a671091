package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.contract.SigningCase;
import io.polisflow.fixtures.PlantedDeadline;
import java.io.ByteArrayInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The signed contract with its signatures as one file: what comes, and to whom. */
@AutoConfigureMockMvc
class SignedSetDownloadTest extends SigningCase {

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    private ResultActions download(long contract, String user) throws Exception {
        return web.perform(get("/crm/contracts/" + contract + "/signed.zip").with(httpBasic(user, user)));
    }

    private long concluded() {
        long id = sent();
        events.receive(entity(id), State.SIGNED, null, clock.instant());
        contracts.verifySignature(id);
        return id;
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "lawyer", "head", "supervisor"})
    void whoMaySeeTheDealGetsTheSetAndTheHistoryNamesThem(String user) throws Exception {
        long id = concluded();
        PlantedDeadline.openStep(jdbc, deal(id), "lawyer");

        byte[] packed = download(
                        id,
                        user.equals("owner")
                                ? transaction.execute(
                                        status -> contracts.get(id).deal().owner())
                                : user)
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "application/zip"))
                .andExpect(header().string("Content-Disposition", containsString("attachment")))
                .andExpect(header().string("Cache-Control", containsString("no-store")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            int entries = 0;
            while (zip.getNextEntry() != null) {
                entries++;
            }
            assertThat(entries).isEqualTo(4);
        }
        assertThat(history(id)).anyMatch(line -> line.startsWith("Скачан комплект"));
    }

    private String deal(long contract) {
        return transaction.execute(status -> contracts.get(contract).deal().number());
    }

    @Test
    void whoDoesNotSeeTheDealFindsNone() throws Exception {
        long id = concluded();

        download(id, "underwriter").andExpect(status().isNotFound());

        assertThat(history(id)).noneMatch(line -> line.startsWith("Скачан комплект"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyst", "admin"})
    void whoWorksWithoutClientsDataGetsNone(String user) throws Exception {
        long id = concluded();

        download(id, user).andExpect(status().isForbidden());

        assertThat(history(id)).noneMatch(line -> line.startsWith("Скачан комплект"));
    }

    @Test
    void beforeBothHaveSignedThereIsNoSet() throws Exception {
        download(sent(), "supervisor").andExpect(status().isConflict());
        download(Long.MAX_VALUE, "manager").andExpect(status().isNotFound());
    }
}
