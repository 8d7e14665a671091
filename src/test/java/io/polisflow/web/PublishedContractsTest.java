package io.polisflow.web;

import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class PublishedContractsTest {

    @ParameterizedTest
    @ValueSource(strings = {"underwriting", "policy-administration"})
    void aContractIsServedAsYaml(String name) throws Exception {
        MockMvcBuilders.standaloneSetup(new PublishedContracts())
                .build()
                .perform(get("/openapi/" + name + ".yaml"))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "application/yaml;charset=UTF-8"))
                .andExpect(content().string(containsString("openapi: 3.1.0")));
    }
}
