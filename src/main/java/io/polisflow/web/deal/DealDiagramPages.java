package io.polisflow.web.deal;

import io.polisflow.crm.deal.Deals;
import io.polisflow.process.models.DealDiagram;
import io.polisflow.process.models.DealDiagrams;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.util.DigestUtils;
import org.springframework.web.server.ResponseStatusException;

/** Finds what is to be drawn of a deal, for its page and for programs alike. */
@Service
class DealDiagramPages {

    private final Deals deals;
    private final DealDiagrams diagrams;

    DealDiagramPages(Deals deals, DealDiagrams diagrams) {
        this.deals = deals;
        this.diagrams = diagrams;
    }

    /** @param run null for the deal's frame */
    DealDiagram diagram(String number, String run) {
        if (deals.find(number).isEmpty()) {
            throw missing("Такой сделки нет");
        }
        return diagrams.of(number, run).orElseThrow(() -> missing("Такого процесса у сделки нет"));
    }

    byte[] drawing(String model) {
        return diagrams.drawing(model).orElseThrow(() -> missing("Такой модели нет"));
    }

    /** @return an entity tag that changes whenever anything in the diagram does; weak, so that the answer may be compressed */
    static String version(DealDiagram diagram) {
        return "W/\"" + DigestUtils.md5DigestAsHex(diagram.toString().getBytes(StandardCharsets.UTF_8)) + '"';
    }

    private static ResponseStatusException missing(String what) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, what);
    }
}
