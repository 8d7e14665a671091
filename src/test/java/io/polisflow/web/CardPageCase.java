package io.polisflow.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.ProcessTest;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A client with a deal, and how their card is asked for and sent. */
@AutoConfigureMockMvc
abstract class CardPageCase extends ProcessTest {

    @Autowired
    MockMvc web;

    String deal;
    String owner;
    String other;
    long client;
    long contact;
    String address;

    @BeforeEach
    void aClient() {
        String inn = freshInn();
        deal = dealOf(with(webForm(inn), "companyName", "ООО «Бобр " + inn + "»"));
        owner = deal(deal).owner();
        other = owner.equals("manager") ? "manager2" : "manager";
        client = deal(deal).client().id();
        contact = deal(deal).contact().id();
        address = "/crm/clients/" + client;
    }

    ResultActions page(String path) throws Exception {
        return web.perform(get(path).with(user(owner).roles("sales"))).andExpect(status().isOk());
    }

    ResultActions part(String path, String target) throws Exception {
        return web.perform(get(path)
                .header("HX-Request", "true")
                .header("HX-Target", target)
                .with(user(owner).roles("sales")));
    }

    ResultActions send(String user, String path, String... fields) throws Exception {
        MockHttpServletRequestBuilder request = post(path)
                .header("HX-Request", "true")
                .with(user(user).roles("sales"))
                .with(csrf());
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return web.perform(request);
    }

    static org.springframework.test.web.servlet.ResultMatcher shows(String text) {
        return content().string(containsString(text));
    }

    static org.springframework.test.web.servlet.ResultMatcher hides(String text) {
        Matcher<String> absent = not(containsString(text));
        return content().string(absent);
    }
}
