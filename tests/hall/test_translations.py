"""Citizens' texts have English, compiled without a system gettext."""

from django.utils import translation

from hall import translations


def test_texts_are_found_in_templates_and_in_code():
    template = '{% translate "取号" %}{% blocktranslate with n=x %}前面 {{ n }} 人{% endblocktranslate %}'
    assert list(translations.in_template(template)) == ["取号", "前面 %(n)s 人"]
    assert list(translations.in_code('from x import gettext as _\n_("查进度")')) == ["查进度"]
    assert list(translations.in_code('ngettext("%d 天", "%d 天", n)')) == ["%d 天"]


def test_a_compiled_text_is_shown_in_english():
    translations.compile_all()
    translation.trans_real._translations.pop("en", None)
    with translation.override("en"):
        assert str(translation.gettext("政务服务大厅")) == "Government Service Hall"
