package io.polisflow.web.dictionary;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.proposal.CatalogueEditor;
import io.polisflow.crm.proposal.RiskParameter;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.dictionary.CataloguePages.ParameterView;
import io.polisflow.web.dictionary.CataloguePages.ProductView;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages on which heads, supervisors and administrators keep the products and what their risks have to tell. */
@Controller
@RequestMapping("/crm/dictionaries/products")
class CatalogueController {

    private final CataloguePages pages;
    private final CatalogueEditor catalogue;
    private final CurrentUser user;

    CatalogueController(CataloguePages pages, CatalogueEditor catalogue, CurrentUser user) {
        this.pages = pages;
        this.catalogue = catalogue;
        this.user = user;
    }

    @GetMapping
    String products(Model model) {
        model.addAttribute("products", pages.products());
        return "crm/dictionaries/products";
    }

    @GetMapping("/new")
    String newProduct(Model model) {
        model.addAttribute("form", ProductForm.blank());
        return "crm/dictionaries/product";
    }

    @PostMapping
    String add(
            @ModelAttribute("form") ProductForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        try {
            catalogue.add(form.code(), form.draft(), user.id());
        } catch (RefusedException e) {
            Refusals.show(e, model, response);
            return "crm/dictionaries/product";
        }
        redirect.addFlashAttribute("done", "Продукт добавлен. Теперь заведите параметры, которые нужны для расчёта.");
        return "redirect:/crm/dictionaries/products/" + form.code();
    }

    @GetMapping("/{code}")
    String product(@PathVariable("code") String productCode, Model model) {
        ProductView product = found(productCode);
        model.addAttribute("product", product);
        model.addAttribute("form", product.form());
        return "crm/dictionaries/product";
    }

    @PostMapping("/{product}")
    String change(
            @PathVariable("product") String productCode,
            @ModelAttribute("form") ProductForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        ProductView product = found(productCode);
        try {
            catalogue.change(productCode, form.revision(), form.draft(), user.id());
        } catch (RefusedException e) {
            Refusals.show(e, model, response);
            model.addAttribute("product", product);
            model.addAttribute("form", form.over(product.form().revision()));
            return "crm/dictionaries/product";
        }
        redirect.addFlashAttribute("done", "Сохранено.");
        return "redirect:/crm/dictionaries/products/" + productCode;
    }

    @GetMapping("/{product}/parameters/new")
    String newParameter(@PathVariable("product") String productCode, Model model) {
        ParameterView parameter = pages.newParameter(productCode).orElseThrow(CatalogueController::noSuchProduct);
        return form(productCode, null, parameter, parameter.form(), model);
    }

    @PostMapping("/{product}/parameters")
    String addParameter(
            @PathVariable("product") String productCode,
            @ModelAttribute("form") ParameterForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        ParameterView parameter = pages.newParameter(productCode).orElseThrow(CatalogueController::noSuchProduct);
        try {
            catalogue.addParameter(productCode, form.revision(), form.draft(List.of()), user.id());
        } catch (RefusedException e) {
            Refusals.show(e, model, response);
            return form(productCode, null, parameter, form.over(parameter.form().revision()), model);
        }
        redirect.addFlashAttribute("done", "Параметр добавлен.");
        return "redirect:/crm/dictionaries/products/" + productCode;
    }

    @GetMapping("/{product}/parameters/{parameter}")
    String parameter(
            @PathVariable("product") String productCode, @PathVariable("parameter") String parameterCode, Model model) {
        ParameterView parameter =
                pages.parameter(productCode, parameterCode).orElseThrow(CatalogueController::noSuchParameter);
        return form(productCode, parameterCode, parameter, parameter.form(), model);
    }

    @PostMapping("/{product}/parameters/{parameter}")
    String changeParameter(
            @PathVariable("product") String productCode,
            @PathVariable("parameter") String parameterCode,
            @ModelAttribute("form") ParameterForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        ParameterView parameter =
                pages.parameter(productCode, parameterCode).orElseThrow(CatalogueController::noSuchParameter);
        try {
            catalogue.changeParameter(
                    productCode, parameterCode, form.revision(), form.draft(parameter.known()), user.id());
        } catch (RefusedException e) {
            Refusals.show(e, model, response);
            return form(
                    productCode,
                    parameterCode,
                    parameter,
                    form.over(parameter.form().revision()),
                    model);
        }
        redirect.addFlashAttribute("done", "Сохранено.");
        return "redirect:/crm/dictionaries/products/" + productCode;
    }

    private static String form(
            String productCode, String parameterCode, ParameterView parameter, ParameterForm typed, Model model) {
        model.addAttribute("productCode", productCode);
        model.addAttribute("parameterCode", parameterCode);
        model.addAttribute("parameter", parameter);
        model.addAttribute("form", typed);
        model.addAttribute("options", typed.rowsToFill(parameter.known()));
        model.addAttribute("kinds", RiskParameter.Type.values());
        return "crm/dictionaries/parameter";
    }

    private ProductView found(String code) {
        return pages.product(code).orElseThrow(CatalogueController::noSuchProduct);
    }

    private static ResponseStatusException noSuchProduct() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого продукта нет");
    }

    private static ResponseStatusException noSuchParameter() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого параметра у продукта нет");
    }
}
