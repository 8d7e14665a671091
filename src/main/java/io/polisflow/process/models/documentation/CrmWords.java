package io.polisflow.process.models.documentation;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.Catalogue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the codes stand for that decision tables ask and answer. */
@Component
class CrmWords {

    private final Catalogue catalogue;
    private final Dictionaries dictionaries;

    CrmWords(Catalogue catalogue, Dictionaries dictionaries) {
        this.catalogue = catalogue;
        this.dictionaries = dictionaries;
    }

    /** @return stages, products, reasons of losses and approvers by their codes */
    Map<String, String> byCode() {
        Map<String, String> words = new HashMap<>();
        dictionaries.all(Dictionary.LOSS_REASON).forEach(reason -> words.put(reason.code(), reason.label()));
        catalogue.codes().forEach(code -> words.put(code, catalogue.get(code).name()));
        Arrays.stream(ApprovalRole.values()).forEach(role -> words.put(role.code(), role.label()));
        Arrays.stream(Stage.values()).forEach(stage -> words.put(stage.code(), stage.label()));
        return words;
    }
}
