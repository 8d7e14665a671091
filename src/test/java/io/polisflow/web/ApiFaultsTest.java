package io.polisflow.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.multipart.MultipartException;

/** What a program reads when the fault is ours. */
class ApiFaultsTest {

    @Test
    void aFaultIsAProblemInRussianThatTellsNothingOfTheInside() throws Exception {
        DealPages pages = mock();
        when(pages.find(anyString())).thenThrow(new IllegalStateException("select * from secret"));
        MockMvc web = MockMvcBuilders.standaloneSetup(new DealApi(pages, mock(), mock()))
                .setControllerAdvice(new ErrorPages(), new ApiFaults())
                .build();

        web.perform(get("/api/deals/D-2026-000001"))
                .andExpect(status().isInternalServerError())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.title").value("Внутренняя ошибка"))
                .andExpect(content().string(not(containsString("secret"))));
    }

    @Test
    void aNodeWithoutRoomForAnUploadSaysSoAndBlamesNobodyElse() throws Exception {
        DealPages pages = mock();
        when(pages.find(anyString()))
                .thenThrow(new MultipartException("cannot be read", new IOException("No space left on device")));
        MockMvc web = MockMvcBuilders.standaloneSetup(new DealApi(pages, mock(), mock()))
                .setControllerAdvice(new ErrorPages())
                .build();

        web.perform(get("/api/deals/D-2026-000001"))
                .andExpect(status().isServiceUnavailable())
                .andExpect(content().string(containsString("кончилось место")));
    }
}
