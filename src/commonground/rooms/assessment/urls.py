"""Where the assessment room's pages are."""

from django.urls import path

from commonground.rooms.assessment import (
    block_pages,
    comment_pages,
    figure_pages,
    file_pages,
    pages,
    returning_pages,
    review_pages,
    template_pages,
)

app_name = "assessment"
_ALL = "p/<uuid:partnership_id>/assessments/"
_ONE = _ALL + "<uuid:assessment_id>/"
_FROZEN = _ONE + "frozen/<int:number>/"
_LOOKS = _ALL + "word-template/"
_LOOK = _LOOKS + "<uuid:template_id>/"
_PLAIN = _LOOKS + "plain/downloads/"
_BLOCK = _ONE + "blocks/<uuid:block_id>/"
_BACK = _ONE + "returned/"
_BACK_ONE = _BACK + "<uuid:file_id>/"
_OFFER = _BACK_ONE + "<uuid:offer_id>/"
_COMMENTS = _BLOCK + "comments/"
_THREAD = _COMMENTS + "<uuid:comment_id>/"

urlpatterns = [
    path(_ALL, pages.assessments, name="assessments"),
    path(_ALL + "begin/", pages.begin, name="begin"),
    path(_LOOKS, template_pages.word_templates, name="word_templates"),
    path(_LOOKS + "add/", template_pages.add, name="add_word_template"),
    path(_LOOK + "use/", template_pages.use, name="use_word_template"),
    path(_LOOK + "set-aside/", template_pages.set_aside, name="set_word_template_aside"),
    path(_LOOK + "downloads/file/", template_pages.file, name="word_template_file"),
    path(_LOOK + "downloads/example/", template_pages.its_example, name="word_template_example"),
    path(_PLAIN + "file/", template_pages.plain, name="plain_word_template"),
    path(_PLAIN + "example/", template_pages.plain_example, name="plain_word_example"),
    path(_ONE, pages.assessment, name="assessment"),
    path(_ONE + "refresh/", pages.refresh, name="refresh"),
    path(_ONE + "becomes/<str:state>/", pages.move_on, name="move_on"),
    path(_ONE + "sections/<uuid:section_id>/add/", block_pages.add_block, name="add_block"),
    path(_BLOCK + "write/", block_pages.write, name="write"),
    path(_BLOCK + "history/", block_pages.history, name="history"),
    path(_BLOCK + "history/<int:number>/", block_pages.bring_back, name="bring_back"),
    path(_BLOCK + "move/", block_pages.move_block, name="move_block"),
    path(_BLOCK + "remove/", block_pages.remove_block, name="remove_block"),
    path(_BLOCK + "put-back/", block_pages.put_back, name="put_back"),
    path(_COMMENTS, comment_pages.comments, name="comments"),
    path(_THREAD + "answer/", comment_pages.answer_comment, name="answer_comment"),
    path(_THREAD + "settle/", comment_pages.settle_comment, name="settle_comment"),
    path(_FROZEN, figure_pages.frozen, name="frozen"),
    path(_FROZEN + "changes/", figure_pages.changes, name="changes"),
    path(_FROZEN + "figure/", figure_pages.figure, name="figure"),
    path(_ONE + "review/", review_pages.review, name="review"),
    path(_ONE + "review/<uuid:agency_id>/", review_pages.answer, name="answer"),
    path(_ONE + "files/", file_pages.files, name="files"),
    path(_ONE + "downloads/<str:audience>/<str:kind>/", file_pages.file, name="file"),
    path(_BACK, returning_pages.returned, name="returned"),
    path(_BACK_ONE, returning_pages.returned_file, name="returned_file"),
    path(_BACK_ONE + "take-over/", returning_pages.accept_uncontested, name="accept_uncontested"),
    path(_OFFER + "take-over/", returning_pages.accept_offer, name="accept_offer"),
    path(_OFFER + "leave-out/", returning_pages.leave_offer, name="leave_offer"),
    path(_OFFER + "again/", returning_pages.offer_again, name="offer_again"),
]
