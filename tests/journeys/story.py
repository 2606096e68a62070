"""Who comes, and for what: a doctor who lost a certificate and has three more things to settle. All invented."""

from matters.models import Matter

LOST_CERTIFICATE = "医师执业注册（补证）"  # 市卫生健康委, decided while the citizen waits
HOME = "购房资格核验"  # 市住房城乡建设委
CAR = "小客车指标申请（普通指标申请）"  # 市交通委
SETTLING = "积分落户申报"  # 市人力资源社会保障局, thought of at the window
NAME = "欧阳若溪"
ID_NUMBER = "11010519491231002X"
PHONE = "13812345678"
APPROVER_OF_THE_CERTIFICATE = "sp_wjw"


def code_of(name: str) -> str:
    """The catalogue's code of a matter."""
    return Matter.objects.get(name=name).code
