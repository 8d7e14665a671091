package io.polisflow.web;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.security.CurrentUser;
import java.io.IOException;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The page where a manager leaves the scan of a contract signed on paper; forms of tasks cannot take files. */
@Controller
@RequestMapping("/crm/contracts/{id}/scan")
class ScanUpload {

    private static final long MAX_BYTES = 20L * 1024 * 1024;

    private final ContractPages pages;
    private final Contracts contracts;
    private final CurrentUser user;

    ScanUpload(ContractPages pages, Contracts contracts, CurrentUser user) {
        this.pages = pages;
        this.contracts = contracts;
        this.user = user;
    }

    @ModelAttribute("userName")
    String userName() {
        return user.fullName();
    }

    @GetMapping
    String show(@PathVariable long id, Model model) {
        try {
            model.addAttribute("contract", pages.contract(id));
            model.addAttribute("dealNumber", pages.dealOf(id));
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого договора нет", e);
        }
        return "crm/scan";
    }

    @PostMapping
    String upload(@PathVariable long id, @RequestParam("file") MultipartFile file, Model model) throws IOException {
        show(id, model);
        try {
            byte[] content = file.getBytes();
            contracts.attachScan(id, file.getOriginalFilename(), mediaType(content), content);
        } catch (RefusedException refused) {
            model.addAttribute("problem", refused.getMessage());
            return "crm/scan";
        }
        return "redirect:/crm/contracts/" + id + "/scan";
    }

    /** Told by the first bytes: a name proves nothing. */
    private static String mediaType(byte[] content) {
        if (content.length == 0) {
            throw new RefusedException("file", "Выберите файл со сканом");
        }
        if (content.length > MAX_BYTES) {
            throw new RefusedException("file", "Файл больше 20 МБ: уменьшите разрешение скана");
        }
        if (startsWith(content, '%', 'P', 'D', 'F')) {
            return "application/pdf";
        }
        if (startsWith(content, 0xFF, 0xD8, 0xFF)) {
            return "image/jpeg";
        }
        if (startsWith(content, 0x89, 'P', 'N', 'G')) {
            return "image/png";
        }
        throw new RefusedException("file", "Это не PDF, JPG и не PNG: сохраните скан в одном из этих форматов");
    }

    private static boolean startsWith(byte[] content, int... signature) {
        for (int i = 0; i < signature.length; i++) {
            if (content.length <= i || (content[i] & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
